"""Writes ReferenceValues.swift: what Keras 3 and PyTorch compute in double precision for inputs that the tests make again.

usage: KERAS_BACKEND=jax JAX_ENABLE_X64=1 python3 reference_values.py > ReferenceValues.swift

Inputs are ramp(n, start): element i is ((i·7 + start) mod 19 − 9) / 8, which floats hold exactly.
"""

import keras
import numpy as np
import torch
from keras import constraints, layers, optimizers

keras.config.set_floatx("float64")
torch.set_default_dtype(torch.float64)


def ramp(shape, start=0):
    count = int(np.prod(shape))
    return (((np.arange(count) * 7 + start) % 19 - 9) / 8).reshape(shape)


values = {}


def plain(array):
    return array.detach().numpy() if isinstance(array, torch.Tensor) else keras.ops.convert_to_numpy(array)


def keep(name, array):
    values[name] = np.asarray(plain(array), dtype="f8").ravel()


# Constraints of a dense kernel, which Keras has as [inputs, units] and the engine transposed, a convolution's, as
# [height, width, inputs, filters] and [filters, inputs, height, width], and a vector.
dense = ramp((5, 3))
conv = ramp((3, 2, 2, 3), 4)
vector = ramp((6,), 2)
limits = {
    "MaxNorm": lambda axis: constraints.MaxNorm(1.25, axis=axis),
    "UnitNorm": lambda axis: constraints.UnitNorm(axis=axis),
    "MinMaxNorm": lambda axis: constraints.MinMaxNorm(0.75, 1.5, rate=0.5, axis=axis),
    "NonNegative": lambda axis: constraints.NonNeg(),
}
for name, limit in limits.items():
    for axis in (0, 1):
        keep(f"dense{name}{axis}", plain(limit(axis)(dense)).T)
    for label, axis in (("0", 0), ("012", [0, 1, 2]), ("23", [2, -1])):
        keep(f"conv{name}{label}", np.transpose(plain(limit(axis)(conv)), (3, 2, 0, 1)))
    keep(f"vector{name}0", limit(0)(vector))

# Normalization within a sample; Keras has channels last, the engine's images have them first.
sequence = ramp((2, 3, 4), 1)
image = ramp((2, 4, 2, 3), 5)
last = np.transpose(image, (0, 2, 3, 1))


def affine(layer, x):
    layer.build(x.shape)
    shape = layer.gamma.shape
    layer.gamma.assign(1 + ramp(shape, 3) / 4)
    layer.beta.assign(ramp(shape, 6))
    return plain(layer(x))


keep("layerNormSequence", affine(layers.LayerNormalization(axis=-1, epsilon=0.01), sequence))
keep("layerNormSteps", affine(layers.LayerNormalization(axis=1, epsilon=0.01), sequence))
keep("layerNormWhole", affine(layers.LayerNormalization(axis=[1, 2], epsilon=0.01), sequence))
keep(
    "layerNormImage",
    np.transpose(affine(layers.LayerNormalization(axis=-1, epsilon=0.01), last), (0, 3, 1, 2)),
)
for axes in ([1], [2], [3], [1, 2], [1, 3], [2, 3], [1, 2, 3]):
    # The axes of the engine's images, so that Keras may take them for its own.
    name = "layerNormImage" + "".join(map(str, axes))
    keep(name, affine(layers.LayerNormalization(axis=axes, epsilon=0.01), image))
keep("groupNormSequence", affine(layers.GroupNormalization(2, epsilon=0.01), sequence))
for groups in (1, 2, 4):
    norm = torch.nn.GroupNorm(groups, 4, eps=0.01)
    norm.weight.data = torch.from_numpy(1 + ramp((4,), 3) / 4)
    norm.bias.data = torch.from_numpy(ramp((4,), 6))
    keep(f"groupNormImage{groups}", norm(torch.from_numpy(image)).detach())
for size in (1, 4, 5, 20):
    x = torch.from_numpy(ramp((2, 7, 2, 3), 5)).requires_grad_()
    y = torch.nn.LocalResponseNorm(size, alpha=2.0, beta=0.75, k=1.5)(x)
    y.backward(torch.from_numpy(ramp(x.shape, 2)))
    keep(f"localResponse{size}", y.detach())
    keep(f"localResponse{size}InputGradient", x.grad)
# Instance normalization by its definition: each sample and feature over its steps.
centred = sequence - sequence.mean(1, keepdims=True)
normalized = centred / np.sqrt((centred**2).mean(1, keepdims=True) + 0.01)
keep("instanceNormSequence", keras.ops.convert_to_tensor((1 + ramp((4,), 3) / 4) * normalized + ramp((4,), 6)))

# An LSTM of 2 units on 3 steps of 4 features: Keras with one bias, and PyTorch's gradients with two.
kernel, recurrent = ramp((8, 4), 2) / 2, ramp((8, 2), 7) / 2
bias, other = ramp((8,), 11) / 2, ramp((8,), 5) / 4
lstm = layers.LSTM(2, return_sequences=True)
lstm.build(sequence.shape)
lstm.cell.kernel.assign(kernel.T)
lstm.cell.recurrent_kernel.assign(recurrent.T)
lstm.cell.bias.assign(bias)
keep("lstmKeras", lstm(sequence))

lstm = torch.nn.LSTM(4, 2, batch_first=True)
for parameter, value in zip(lstm.parameters(), (kernel, recurrent, bias, other)):
    parameter.data = torch.from_numpy(value)
for name, steps in (("Sequences", slice(None)), ("Last", slice(2, 3))):
    x = torch.from_numpy(sequence).requires_grad_()
    lstm.zero_grad()
    y = lstm(x)[0][:, steps]
    (y * torch.from_numpy(ramp(y.shape, 8))).sum().backward()
    keep(f"lstm{name}", y.detach())
    keep(f"lstm{name}InputGradient", x.grad)
    for label, parameter in zip(("Kernel", "RecurrentKernel", "Bias", "RecurrentBias"), lstm.parameters()):
        keep(f"lstm{name}{label}Gradient", parameter.grad)

# Optimizers: three steps of two variables, a matrix and a vector, with gradients ramp(·, step).
keras_rules = {
    "sgdDecayed": dict(momentum=0.5, nesterov=True, weight_decay=0.25),
    "sgdClipValue": dict(momentum=0.5, clipvalue=0.5),
    "sgdClipNorm": dict(momentum=0.5, clipnorm=1.5),
    "sgdGlobalClipNorm": dict(momentum=0.5, global_clipnorm=2.0),
}
for name, options in keras_rules.items():
    variables = [keras.Variable(ramp((3, 2), 1), dtype="float64"), keras.Variable(ramp((5,), 2), dtype="float64")]
    rule = optimizers.SGD(0.125, **options)
    rule.build(variables)
    for step in range(3):
        rule.apply([keras.ops.convert_to_tensor(ramp(v.shape, 10 + step)) for v in variables], variables)
    keep(name, np.concatenate([plain(v).ravel() for v in variables]))
torch_rules = {
    "sgdCoupled": lambda p: torch.optim.SGD(p, 0.125, momentum=0.5, weight_decay=0.25),
    "adamCoupled": lambda p: torch.optim.Adam(p, 0.125, weight_decay=0.25),
    "adamDecoupled": lambda p: torch.optim.AdamW(p, 0.125, weight_decay=0.25),
}
for name, rule in torch_rules.items():
    variables = [torch.nn.Parameter(torch.from_numpy(ramp(s, i + 1))) for i, s in enumerate(((3, 2), (5,)))]
    rule = rule(variables)
    for step in range(3):
        for v in variables:
            v.grad = torch.from_numpy(ramp(v.shape, 10 + step))
        rule.step()
    keep(name, np.concatenate([v.detach().numpy().ravel() for v in variables]))

# Schedules at the positions 0, 1, 2, 5, 9, 10, 11, 25.
schedules = optimizers.schedules
for name, schedule in {
    "exponential": schedules.ExponentialDecay(0.5, 10, 0.25),
    "staircase": schedules.ExponentialDecay(0.5, 5, 0.25, staircase=True),
    "cosine": schedules.CosineDecay(0.5, 10, alpha=0.125),
    "cosineWarmup": schedules.CosineDecay(0.125, 9, alpha=0.25, warmup_target=0.5, warmup_steps=2),
    "piecewise": schedules.PiecewiseConstantDecay([1, 9], [0.5, 0.25, 0.125]),
}.items():
    keep(name, [float(schedule(position)) for position in (0, 1, 2, 5, 9, 10, 11, 25)])

# PyTorch's cumulative moving statistics (momentum None, Bessel's correction) after three batches of four.
norm = torch.nn.BatchNorm1d(3, eps=0.01, momentum=None)
for batch in range(3):
    norm(torch.from_numpy(ramp((4, 3), 3 * batch + 1)))
keep("cumulativeMean", norm.running_mean)
keep("cumulativeVariance", norm.running_var)

print("// Written by reference_values.py.")
print(f"// Keras {keras.__version__}, PyTorch {torch.__version__.split('+')[0]}")
print("enum ReferenceValues {")
for name, array in values.items():
    print(f"  static let {name}: [Double] = [")
    for start in range(0, len(array), 6):
        print("    " + ", ".join(repr(round(float(v), 10) + 0.0) for v in array[start : start + 6]) + ",")
    print("  ]")
print("}")
