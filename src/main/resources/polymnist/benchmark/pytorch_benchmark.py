"""Times a network in PyTorch on random images and prints the images a second of all processes.

Arguments: train or predict, network, its numbers separated by commas, processes, seconds, images of
each process, minibatch. Each process has one thread and a network of its own. To train, it does what
a training step has to do: it takes a shuffled minibatch of bytes, scales it, goes forward and
backward, and makes a step of Adam. To predict, it takes the images one minibatch after the other
from bytes to probabilities, without gradients; of several minibatches separated by commas, it first
finds the fastest.
"""

import multiprocessing
import sys
import time


def network(kind, numbers):
    from torch import nn

    def convolution(inputs, outputs, stride=1):
        return [
            nn.Conv2d(inputs, outputs, 3, stride, 1, bias=False),
            nn.BatchNorm2d(outputs),
            nn.ReLU(),
        ]

    class Residual(nn.Module):
        def __init__(self, inputs, outputs, stride):
            super().__init__()
            self.main = nn.Sequential(
                *convolution(inputs, outputs, stride),
                nn.Conv2d(outputs, outputs, 3, 1, 1, bias=False),
                nn.BatchNorm2d(outputs),
            )
            self.shortcut = (
                nn.Identity()
                if inputs == outputs and stride == 1
                else nn.Sequential(
                    nn.Conv2d(inputs, outputs, 1, stride, bias=False), nn.BatchNorm2d(outputs)
                )
            )
            self.relu = nn.ReLU()

        def forward(self, images):
            return self.relu(self.main(images) + self.shortcut(images))

    if kind == "linear":
        return nn.Sequential(nn.Flatten(), nn.Linear(2352, 10))
    if kind == "mlp":
        layers, inputs = [nn.Flatten()], 2352
        for width in numbers:
            layers += [nn.Linear(inputs, int(width)), nn.ReLU()]
            inputs = int(width)
        return nn.Sequential(*layers, nn.Linear(inputs, 10))
    if kind == "lenet":
        first, second, dense = map(int, numbers)
        return nn.Sequential(
            nn.Conv2d(3, first, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(first, second, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(16 * second, dense), nn.ReLU(), nn.Linear(dense, 10),
        )
    if kind == "vgg":
        width, dense, dropout = int(numbers[0]), int(numbers[1]), float(numbers[2])
        return nn.Sequential(
            *convolution(3, width), *convolution(width, width), nn.MaxPool2d(2),
            *convolution(width, 2 * width), *convolution(2 * width, 2 * width), nn.MaxPool2d(2),
            nn.Flatten(), nn.Dropout(dropout),
            nn.Linear(49 * 2 * width, dense), nn.ReLU(), nn.Linear(dense, 10),
        )
    if kind == "resnet":
        width, stride = map(int, numbers)
        return nn.Sequential(
            *convolution(3, width, stride), Residual(width, width, 1),
            Residual(width, 2 * width, 2), Residual(2 * width, 4 * width, 2),
            nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(4 * width, 10),
        )
    raise ValueError(kind)


def bytes_of(count):
    import torch

    return torch.randint(0, 256, (count, 3, 28, 28), dtype=torch.uint8)


def scaled(samples):
    return samples.float().sub_(128).mul_(1 / 128)


def training(net, images, batch):
    import torch
    from torch.nn.functional import cross_entropy

    adam = torch.optim.Adam(net.parameters(), 1e-3)
    labels = torch.randint(0, 10, (len(images),))

    def step():
        chosen = torch.randint(0, len(images), (batch,))
        adam.zero_grad()
        cross_entropy(net(scaled(images[chosen])), labels[chosen]).backward()
        adam.step()

    return step


def predicting(net, images, batch):
    import torch

    net.eval()
    batch = min(batch, len(images))
    at = 0

    def step():
        nonlocal at
        with torch.inference_mode():
            net(scaled(images[at : at + batch])).softmax(1)
        at = 0 if at + 2 * batch > len(images) else at + batch

    return step


def per_second(step, seconds):
    begin, steps = time.time(), 0
    while time.time() - begin < seconds:
        step()
        steps += 1
    return steps / (time.time() - begin)


def work(kind, numbers, what, seconds, count, batches, started, results):
    import torch

    torch.set_num_threads(1)
    net, images = network(kind, numbers), bytes_of(count)
    made = {batch: what(net, images, batch) for batch in batches}
    for step in made.values():
        for _ in range(2):
            step()
    started.wait()
    best = max(made, key=lambda batch: batch * per_second(made[batch], seconds / 10))
    started.wait()
    results.put(best * per_second(made[best], seconds))


if __name__ == "__main__":
    # Where it is missing this fails at once; of processes that fail none would be heard of.
    import torch

    what = {"train": training, "predict": predicting}[sys.argv[1]]
    kind, numbers, count = sys.argv[2], sys.argv[3].split(","), int(sys.argv[4])
    seconds, images = float(sys.argv[5]), int(sys.argv[6])
    batches = [int(batch) for batch in sys.argv[7].split(",")]
    context = multiprocessing.get_context("spawn")
    results, started = context.Queue(), context.Barrier(count)
    processes = [
        context.Process(
            target=work, args=(kind, numbers, what, seconds, images, batches, started, results)
        )
        for _ in range(count)
    ]
    for process in processes:
        process.start()
    total = sum(results.get(timeout=120 + 2 * seconds) for _ in processes)
    for process in processes:
        process.join()
    print(torch.__version__, total)
