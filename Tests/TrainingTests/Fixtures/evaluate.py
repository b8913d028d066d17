"""What PyTorch gives for the weights file beside this script: the figures that PyTorchWeightsTests states.

usage: evaluate.py    (needs torch, safetensors and scikit-learn)
"""
import os
import torch
from safetensors.torch import load_file
from sklearn.datasets import make_circles

net = torch.nn.Sequential(
    torch.nn.Linear(2, 50), torch.nn.BatchNorm1d(50, eps=1e-3), torch.nn.ReLU(), torch.nn.Linear(50, 1), torch.nn.Sigmoid())
weights = load_file(os.path.join(os.path.dirname(__file__), "circles-before-activation.safetensors"))
missing, unexpected = net.load_state_dict(weights, strict=False)
assert not unexpected and all(name.endswith("num_batches_tracked") for name in missing)
net = net.double().eval()
x, y = make_circles(n_samples=1000, noise=0.1, random_state=1)
for name, part in [("train", slice(0, 500)), ("test", slice(500, 1000))]:
    inputs = torch.tensor(x[part].astype("f4")).double()
    labels = torch.tensor(y[part])
    with torch.no_grad():
        p = net(inputs)[:, 0]
    loss = torch.nn.functional.binary_cross_entropy(p, labels.double())
    print(name, "loss %.9f" % loss, "accuracy %.3f" % ((p > 0.5).long() == labels).double().mean())
