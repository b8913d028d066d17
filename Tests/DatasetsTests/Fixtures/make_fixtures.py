"""Makes the files of this folder with the libraries whose results Datasets must reproduce.

usage: python make_fixtures.py      (made with NumPy 2.4.6, scikit-learn 1.9.1, PyTorch 2.15.0 on x86-64)
"""

import gzip
import hashlib
import os

import numpy as np
import torch
from sklearn.datasets import make_blobs, make_circles, make_moons

here = os.path.dirname(os.path.abspath(__file__))
os.chdir(here)


def digest(array):
    return hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest()


# circles.csv: the digests of float32 points and int32 labels of make_circles.
cases = [
    (1000, 0.1, 0.8, 1),
    (1, 0.1, 0.8, 1),
    (2, None, 0.8, 0),
    (7, 0.0, 0.0, 3),
    (17, 1e-9, 0.0, 12345),
    (1001, 2.5, 0.999, 7),
    (999, None, 0.5, 2**32 - 1),
    (4096, 0.05, 0.3, 42),
]
with open("circles.csv", "w") as file:
    file.write("samples,noise,factor,random_state,points,labels\n")
    for samples, noise, factor, state in cases:
        x, y = make_circles(n_samples=samples, noise=noise, factor=factor, random_state=state)
        name = "" if noise is None else repr(noise)
        file.write(f"{samples},{name},{factor!r},{state},{digest(x.astype('<f4'))},{digest(y.astype('<i4'))}\n")

# moons.csv: the same of make_moons.
cases = [
    (1000, 0.1, 1), (1, 0.1, 1), (2, None, 0), (3, None, 5), (7, 0.0, 3), (17, 1e-9, 12345), (1001, 2.5, 7),
    (999, None, 2**32 - 1), (4096, 0.05, 42), (65536, 0.3, 8),
]
with open("moons.csv", "w") as file:
    file.write("samples,noise,random_state,points,labels\n")
    for samples, noise, state in cases:
        x, y = make_moons(n_samples=samples, noise=noise, random_state=state)
        name = "" if noise is None else repr(noise)
        file.write(f"{samples},{name},{state},{digest(x.astype('<f4'))},{digest(y.astype('<i4'))}\n")

# blobs.csv: the same of make_blobs. The lists are separated by spaces, and centers by semicolons.
cases = [
    (1000, 3, 2, 1.0, (-10.0, 10.0), 1),
    (1, 1, 1, 0.0, (-10.0, 10.0), 0),
    (2, 3, 5, 1.0, (0.0, 1.0), 3),
    (1001, 10, 7, 2.5, (-1.0, 1.0), 12345),
    (4096, 4, 3, [0.5, 1.0, 2.0, 0.0], (5.0, -5.0), 42),
    (997, [[0.5, -1.5], [3.25, 1e3], [-7.0, 0.0]], 2, 0.75, (-10.0, 10.0), 2**32 - 1),
    (20000, [[1.0], [2.0]], 1, [1e-9, 30.0], (-10.0, 10.0), 9),
]


def spaced(values):
    return " ".join(map(repr, values)) if isinstance(values, (list, tuple)) else repr(values)


with open("blobs.csv", "w") as file:
    file.write("samples,centers,features,cluster_std,center_box,random_state,points,labels\n")
    for samples, centers, features, spread, box, state in cases:
        x, y = make_blobs(
            n_samples=samples, n_features=features, centers=centers, cluster_std=spread, center_box=box,
            random_state=state)
        places = ";".join(map(spaced, centers)) if isinstance(centers, list) else str(centers)
        file.write(
            f"{samples},{places},{features},{spaced(spread)},{spaced(box)},{state},"
            f"{digest(x.astype('<f4'))},{digest(y.astype('<i4'))}\n")

# mt19937.csv: first draws of NumPy's legacy generator for a few seeds.
with open("mt19937.csv", "w") as file:
    file.write("seed,word,double_bits,gaussian_bits,permutation_of_12\n")
    for seed in (0, 1, 20260101, 2**32 - 1):
        word = np.random.RandomState(seed).randint(0, 2**32, dtype=np.uint32)
        double = np.float64(np.random.RandomState(seed).random_sample())
        gaussian = np.random.RandomState(seed).normal(size=3)[2]
        order = np.random.RandomState(seed).permutation(12)
        row = [seed, word, double.view(np.uint64), gaussian.view(np.uint64), " ".join(map(str, order))]
        file.write(",".join(map(str, row)) + "\n")

# resize/: images of bytes, and the results of interpolate for them, divided by 255.
rng = np.random.default_rng(5)
for name, shape, sides in (("small", (3, 7, 5), (1, 4, 9, 16)), ("digit", (2, 28, 28), (32, 20))):
    x = rng.integers(0, 256, shape, dtype=np.uint8)
    np.save(f"resize/{name}.npy", x)
    for side in sides:
        y = torch.nn.functional.interpolate(
            torch.from_numpy(x.astype(np.float32) / np.float32(255))[:, None],
            size=(side, side), mode="bilinear", align_corners=False)
        np.save(f"resize/{name}-{side}.npy", y.numpy())

# npy/: the same 2 × 3 numbers in every supported type and both byte orders; unsupported types; other header versions.
numbers = np.array([[0, 1, 2], [3, 100, 127]])
for code in ("?", "i1", "u1", "<i2", ">i2", "<i4", ">i4", "<i8", ">i8", "<u2", ">u2", "<u4", ">u4", "<u8", ">u8",
             "<f2", ">f2", "<f4", ">f4", "<f8", ">f8"):
    name = code.replace("<", "le-").replace(">", "be-").replace("?", "bool")
    np.save(f"npy/{name}.npy", numbers.astype(code))
np.save("npy/fortran.npy", np.asfortranarray(np.arange(24, dtype="<f4").reshape(2, 3, 4)))
np.save("npy/complex.npy", numbers.astype("c8"))
np.save("npy/text.npy", np.array(["a", "b"]))
np.save("npy/structured.npy", np.zeros(2, dtype=[("a", "<f4"), ("b", "<i4")]))
np.savez("npy/archive.npz", numbers)
for version in ((2, 0), (3, 0)):
    with open(f"npy/version-{version[0]}.npy", "wb") as file:
        np.lib.format.write_array(file, numbers.astype("<f4"), version=version)

# idx/: three images of 2 × 2 and their labels, compressed.
images = bytes([0, 0, 8, 3, 0, 0, 0, 3, 0, 0, 0, 2, 0, 0, 0, 2]) + bytes(range(0, 240, 20))
labels = bytes([0, 0, 8, 1, 0, 0, 0, 3, 2, 0, 1])
for name, content in (("images", images), ("labels", labels)):
    with open(f"idx/{name}.gz", "wb") as file:
        file.write(gzip.compress(content, mtime=0))
# gzip allows several members in a row, and zeros after the last.
with open("idx/images-two-members.gz", "wb") as file:
    file.write(gzip.compress(images[:10], mtime=0) + gzip.compress(images[10:], mtime=0) + bytes(512))
