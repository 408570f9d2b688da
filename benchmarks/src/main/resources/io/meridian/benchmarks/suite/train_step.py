import math, sys
import numpy, torch
from safetensors.torch import load_file
from torch import nn

torch.set_num_threads(1)
folder, width, batch_size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
rate, final = 0.002, 0.1


class Block(nn.Module):
    def __init__(self, i, o):
        super().__init__()
        s = 1 if i == o else 2
        self.conv1 = nn.Conv2d(i, o, 3, s, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(o)
        self.conv2 = nn.Conv2d(o, o, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(o)
        self.relu = nn.ReLU(inplace=True)
        self.downsample = None
        if i != o:
            self.downsample = nn.Sequential(nn.Conv2d(i, o, 1, s, bias=False), nn.BatchNorm2d(o))

    def forward(self, x):
        y = self.bn2(self.conv2(self.relu(self.bn1(self.conv1(x)))))
        return self.relu(y + (x if self.downsample is None else self.downsample(x)))


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, width, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(width)
        self.relu = nn.ReLU(inplace=True)
        self.layer1 = nn.Sequential(Block(width, width))
        self.layer2 = nn.Sequential(Block(width, 2 * width))
        self.layer3 = nn.Sequential(Block(2 * width, 4 * width))
        self.fc = nn.Linear(4 * width, 1)

    def forward(self, x):
        x = self.relu(self.bn1(self.conv1(x)))
        return self.fc(self.layer3(self.layer2(self.layer1(x))).mean((2, 3)))


def work():
    data = load_file(folder + "/data.safetensors")
    inputs, labels = data["inputs"], data["labels"].float()
    net = Net()
    missing, unexpected = net.load_state_dict(load_file(folder + "/base.safetensors"), strict=False)
    assert not unexpected and all(m.endswith("num_batches_tracked") for m in missing)
    net.train()
    count = len(labels)
    batches = max(1, round(count / batch_size))
    optimizer = torch.optim.AdamW(net.parameters(), lr=rate, weight_decay=0.01)
    positive = labels.sum().item()
    loss_of = nn.BCEWithLogitsLoss(pos_weight=torch.tensor((count - positive) / positive))
    order = torch.from_numpy(numpy.random.default_rng(1).permutation(count))
    for step in range(batches):
        index = order[count * step // batches : count * (step + 1) // batches]
        cosine = (1 + math.cos(math.pi * step / batches)) / 2
        for group in optimizer.param_groups:
            group["lr"] = rate * (final + (1 - final) * cosine)
        optimizer.zero_grad()
        loss = loss_of(net(inputs[index]), labels[index].unsqueeze(1))
        assert math.isfinite(loss.item())
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimizer.step()
