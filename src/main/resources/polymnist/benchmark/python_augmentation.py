"""Times augmentation of PNG images with torchvision and OpenCV, on one core, from the encoded image
to the encoded copy, and prints a line of library, version, images a second and bytes an image.

Arguments: candidate, seconds, a file of images (each after its length, four bytes, the highest
first), the ranges of the policy as JSON: degrees, pixels, scale, shear, brightness, contrast, noise;
each is a list of least, most and probability.
"""

import io
import json
import random
import struct
import sys
import time


def images(file):
    with open(file, "rb") as f:
        data = f.read()
    at = 0
    while at < len(data):
        (length,) = struct.unpack_from(">i", data, at)
        yield data[at + 4 : at + 4 + length]
        at += 4 + length


def draw(policy, kind, default):
    least, most, probability = policy[kind]
    return random.uniform(least, most) if random.random() < probability else default


def movement(policy):
    shift = random.random() < policy["pixels"][2]
    return (
        draw(policy, "degrees", 0.0),
        [random.uniform(*policy["pixels"][:2]) if shift else 0.0 for _ in range(2)],
        draw(policy, "scale", 1.0),
        draw(policy, "shear", 0.0),
    )


def opencv(policy):
    import math

    import cv2
    import numpy

    cv2.setNumThreads(1)
    noise = numpy.empty((28, 28, 3), numpy.int16)

    def copy(png):
        image = cv2.imdecode(numpy.frombuffer(png, numpy.uint8), cv2.IMREAD_COLOR)
        height, width = image.shape[:2]
        degrees, shift, scale, shear = movement(policy)
        cos, sin = math.cos(math.radians(degrees)) * scale, math.sin(math.radians(degrees)) * scale
        lean = -math.tan(math.radians(shear))
        x, y = (width - 1) / 2, (height - 1) / 2
        xx, xy, yx, yy = cos, sin + lean * cos, -sin, cos - lean * sin
        matrix = numpy.array(
            [
                [xx, xy, x - xx * x - xy * y + shift[0]],
                [yx, yy, y - yx * x - yy * y + shift[1]],
            ]
        )
        image = cv2.warpAffine(
            image, matrix, (width, height), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
        )
        change = draw(policy, "brightness", 0.0)
        if change:
            image = cv2.add(image, (change, change, change, 0))
        factor = draw(policy, "contrast", 1.0)
        if factor != 1:
            mean = sum(cv2.mean(image)) / 3
            image = cv2.addWeighted(image, factor, image, 0, mean * (1 - factor))
        deviation = draw(policy, "noise", 0.0)
        if deviation:
            cv2.randn(noise, (0, 0, 0), (deviation, deviation, deviation))
            image = cv2.add(image, noise, dtype=cv2.CV_8U)
        return cv2.imencode(".png", image)[1].tobytes()

    return copy, cv2.__version__


def tensors(policy):
    import torch
    import torchvision
    from torchvision.io import decode_png, encode_png
    from torchvision.transforms import InterpolationMode, functional

    torch.set_num_threads(1)

    def copy(png):
        image = decode_png(torch.frombuffer(bytearray(png), dtype=torch.uint8))
        degrees, shift, scale, shear = movement(policy)
        image = functional.affine(
            image, degrees, shift, scale, [shear, 0.0], InterpolationMode.BILINEAR
        )
        change = draw(policy, "brightness", 0.0)
        if change:
            image = functional.adjust_brightness(image, 1 + change / 128)
        factor = draw(policy, "contrast", 1.0)
        if factor != 1:
            image = functional.adjust_contrast(image, factor)
        deviation = draw(policy, "noise", 0.0)
        if deviation:
            image = image.float().add_(torch.randn(image.shape), alpha=deviation)
            image = image.clamp_(0, 255).to(torch.uint8)
        return bytes(encode_png(image, 1).numpy())

    return copy, torchvision.__version__


def pillow(policy):
    import numpy
    import torchvision
    from PIL import Image
    from torchvision.transforms import InterpolationMode, functional

    generator = numpy.random.default_rng(1)

    def copy(png):
        image = Image.open(io.BytesIO(png)).convert("RGB")
        degrees, shift, scale, shear = movement(policy)
        image = functional.affine(
            image, degrees, shift, scale, [shear, 0.0], InterpolationMode.BILINEAR
        )
        change = draw(policy, "brightness", 0.0)
        if change:
            image = functional.adjust_brightness(image, 1 + change / 128)
        factor = draw(policy, "contrast", 1.0)
        if factor != 1:
            image = functional.adjust_contrast(image, factor)
        deviation = draw(policy, "noise", 0.0)
        if deviation:
            samples = numpy.asarray(image) + generator.normal(0, deviation, (28, 28, 3))
            image = Image.fromarray(samples.clip(0, 255).astype(numpy.uint8))
        out = io.BytesIO()
        image.save(out, "png", compress_level=1)
        return out.getvalue()

    return copy, torchvision.__version__


if __name__ == "__main__":
    candidate, seconds, file, policy = sys.argv[1:5]
    sources = list(images(file))
    copy, version = {"opencv": opencv, "tensors": tensors, "pillow": pillow}[candidate](
        json.loads(policy)
    )
    random.seed(1)
    for source in sources[:300]:
        copy(source)
    begin, count, size = time.time(), 0, 0
    while time.time() - begin < float(seconds):
        size += len(copy(sources[count % len(sources)]))
        count += 1
    print(candidate, version, count / (time.time() - begin), size / count)
