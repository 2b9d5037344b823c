"use strict";
/** Reads a drawing as DrawnReading.java does: its numbers are Java's, single precision where Java's are. */
const reader = (() => {
  const SIDE = 28;
  const f = Math.fround;
  const carried = JSON.parse(document.getElementById("carried").textContent);
  const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const field = (height, width, values) => ({ height, width, values: values || new Float32Array(height * width) });
  const longest = (one) => Math.max(one.height, one.width);

  /** Returns what a network says of an image [28,28,3] of bytes: the probabilities of the digits. */
  function network(told) {
    const numbers = new Int16Array(bytesOf(told.weights).buffer);
    const results = { images: { side: SIDE, channels: 3, values: new Float32Array(SIDE * SIDE * 3) } };
    let used = 0;
    const steps = told.operations.map((op) => {
      const from = results[op.input];
      const squares = op.kernel ? op.kernel ** 2 : from.side ** 2;
      const ins = from.channels;
      const side = { convolution: op.side, dense: 1, mean: 1, pooling: from.side >> 1 }[op.kind] || from.side;
      const to = { side, channels: op.bias ? op.bias.length : ins, values: null };
      to.values = new Float32Array(side * side * to.channels);
      results[op.name] = to;
      const outs = to.channels;
      // Java has [out,in,square]; sums over one square and one input lie side by side as [square,in,out].
      const weights = new Float32Array(op.bias ? squares * ins * outs : 0);
      for (let o = 0; o < outs && op.bias; o++) {
        for (let i = 0; i < ins; i++) {
          for (let s = 0; s < squares; s++) {
            weights[(s * ins + i) * outs + o] = numbers[used++] * op.scale;
          }
        }
      }
      return () => OPERATIONS[op.kind](from, to, weights, op, results[op.other]);
    });
    return (samples) => {
      results.images.values.forEach((_, i, all) => (all[i] = (samples[i] - 128) / 128));
      steps.forEach((step) => step());
      return softmax([...results[told.output].values]);
    };
  }

  /** Adds the products of one place's numbers, most of them zero after ReLU, to the sums of another. */
  function add(from, at, count, weights, first, to, sums, outs) {
    for (let i = 0; i < count; i++) {
      const value = from[at + i];
      if (value !== 0) {
        for (let o = 0, w = first + i * outs; o < outs; o++, w++) {
          to[sums + o] += value * weights[w];
        }
      }
    }
  }

  const OPERATIONS = {
    convolution(from, to, weights, { kernel, stride, padding, bias }) {
      const { channels: ins, side } = from;
      const outs = to.channels;
      to.values.forEach((_, i, all) => (all[i] = bias[i % outs]));
      for (let y = 0; y < to.side; y++) {
        for (let x = 0; x < to.side; x++) {
          for (let square = 0; square < kernel * kernel; square++) {
            const v = y * stride - padding + Math.floor(square / kernel);
            const u = x * stride - padding + (square % kernel);
            if (v >= 0 && u >= 0 && v < side && u < side) {
              const sums = (y * to.side + x) * outs;
              add(from.values, (v * side + u) * ins, ins, weights, square * ins * outs, to.values, sums, outs);
            }
          }
        }
      }
    },
    dense(from, to, weights, { bias }) {
      to.values.set(bias);
      add(from.values, 0, from.values.length, weights, 0, to.values, 0, bias.length);
    },
    rectified: (from, to) => from.values.forEach((value, i) => (to.values[i] = value > 0 ? value : 0)),
    sum: (from, to, _, op, other) => from.values.forEach((value, i) => (to.values[i] = value + other.values[i])),
    pooling(from, to) {
      const { side, channels, values } = from;
      to.values.forEach((_, i, all) => {
        const at = (2 * Math.floor(i / (to.side * channels)) * side + 2 * (Math.floor(i / channels) % to.side)) * channels + (i % channels);
        const below = at + side * channels;
        all[i] = Math.max(values[at], values[at + channels], values[below], values[below + channels]);
      });
    },
    mean(from, to) {
      to.values.fill(0);
      from.values.forEach((value, i) => (to.values[i % from.channels] += value / from.side ** 2));
    },
  };

  function softmax(logits) {
    const powers = logits.map((logit) => Math.exp(logit - Math.max(...logits)));
    const sum = powers.reduce((one, other) => one + other);
    return powers.map((power) => power / sum);
  }

  /** As Grey.averaged: the mean of each cell, sides one after the other. */
  function averaged(grey, rows, columns) {
    const narrowed = new Float32Array(grey.height * columns.count);
    for (let y = 0; y < grey.height; y++) {
      line(grey.values, y * grey.width, 1, grey.width, columns, narrowed, y * columns.count, 1);
    }
    const cells = field(rows.count, columns.count);
    for (let x = 0; x < columns.count; x++) {
      line(narrowed, x, columns.count, grey.height, rows, cells.values, x, columns.count);
    }
    return cells;
  }
  function line(from, first, step, length, cells, to, at, stride) {
    for (let i = 0; i < cells.count; i++) {
      const begin = Math.max(0, cells.start + i * cells.size);
      const end = Math.min(length, cells.start + (i + 1) * cells.size);
      const [begins, ends] = [Math.trunc(begin), Math.trunc(end)];
      let sum = 0;
      if (begin < end) {
        for (let p = begins; p < ends; p++) {
          sum += from[first + p * step];
        }
        sum -= from[first + begins * step] * (begin - begins);
        sum += ends < length ? from[first + ends * step] * (end - ends) : 0;
      }
      to[at + i * stride] = sum / cells.size;
    }
  }

  /** As Grey.reduced: blocks of whole pixels first, then cells that fill the field. */
  function reduced(grey, most) {
    if (longest(grey) <= most) {
      return grey;
    }
    const block = Math.trunc(longest(grey) / most);
    const cells = (length) => {
      const count = Math.max(1, block > 1 ? Math.trunc(length / block) : Math.round(length / (longest(grey) / most)));
      return { start: 0, size: block > 1 ? Math.min(block, length) : length / count, count };
    };
    return reduced(averaged(grey, cells(grey.height), cells(grey.width)), most);
  }

  /** As Grey.enlarged: interpolated linearly between pixel centres. */
  function enlarged(grey, factor) {
    const large = field(grey.height * factor, grey.width * factor);
    const place = (index, length) => {
      const at = f(f((index + 0.5) / factor) - 0.5);
      const near = (i) => Math.max(0, Math.min(length - 1, i));
      return [near(Math.floor(at)), near(Math.floor(at) + 1), f(at - Math.floor(at))];
    };
    const mixed = (one, other, share) => f(f(one * f(1 - share)) + f(other * share));
    for (let y = 0; y < large.height; y++) {
      const [top, bottom, down] = place(y, grey.height);
      for (let x = 0; x < large.width; x++) {
        const [left, right, across] = place(x, grey.width);
        const row = (v) => mixed(grey.values[v * grey.width + left], grey.values[v * grey.width + right], across);
        large.values[y * large.width + x] = mixed(row(top), row(bottom), down);
      }
    }
    return large;
  }

  /** As DistanceTransform.to: distances to the nearest pixel that is, or is not, of the mask. */
  function distances(wanted, mask, height, width) {
    const squared = Float64Array.from(mask, (set) => (Boolean(set) === wanted ? 0 : 1e12));
    const nearest = (first, step, length) => {
      const line = Array.from({ length }, (_, i) => squared[first + i * step]);
      for (let i = 0; i < length; i++) {
        squared[first + i * step] = line.reduce((least, far, j) => Math.min(least, far + (i - j) ** 2), Infinity);
      }
    };
    for (let x = 0; x < width; x++) {
      nearest(x, width, height);
    }
    for (let y = 0; y < height; y++) {
      nearest(y * width, 1, width);
    }
    return Float32Array.from(squared, Math.sqrt);
  }

  /** As StrokeWidth.alongMiddle, of half of the middle. */
  function strokeWidth(inside, height, width) {
    const ridge = [];
    for (let y = 1; y < height - 1; y++) {
      for (let x = 1; x < width - 1; x++) {
        const at = y * width + x;
        const around = [-1, 1, -width, width, -width - 1, 1 - width, width - 1, width + 1];
        if (inside[at] > 0 && around.every((to) => inside[at] >= inside[at + to])) {
          ridge.push(inside[at]);
        }
      }
    }
    ridge.sort((one, other) => one - other);
    return ridge.length === 0 ? 1 : f(f(2 * ridge[Math.trunc(0.5 * (ridge.length - 1))]) - 1);
  }

  function boxOf(mask, width) {
    const box = { top: Infinity, left: Infinity, bottom: -1, right: -1 };
    mask.forEach((set, i) => {
      if (set) {
        const [y, x] = [Math.trunc(i / width), i % width];
        box.top = Math.min(box.top, y);
        box.left = Math.min(box.left, x);
        box.bottom = y;
        box.right = Math.max(box.right, x);
      }
    });
    box.longest = Math.max(box.bottom - box.top, box.right - box.left) + 1;
    return box.bottom < 0 ? null : box;
  }
  const above = (values, least) => Uint8Array.from(values, (value) => (value > least ? 1 : 0));

  /** As MnistForm.of: 28 x 28 grey values of ink whose strength is 0 to 1; null where there is none. */
  function mnistForm(strength) {
    const box = boxOf(above(strength.values, 0), strength.width);
    if (!box) {
      return null;
    }
    const margin = Math.max(2, Math.trunc(box.longest / 8));
    const part = field(box.bottom - box.top + 1 + 2 * margin, box.right - box.left + 1 + 2 * margin);
    for (let y = box.top; y <= box.bottom; y++) {
      const row = strength.values.subarray(y * strength.width + box.left, y * strength.width + box.right + 1);
      part.values.set(row, (y - box.top + margin) * part.width + margin);
    }
    const factor = Math.max(1, Math.round(f(56 / box.longest)));
    const fine = factor > 1 ? enlarged(part, factor) : reduced(part, 70);
    const { height, width } = fine;
    const reduction = (longest(part) * factor) / longest(fine);
    const strongest = fine.values.reduce((one, other) => Math.max(one, other));
    const mask = above(fine.values, Math.min(f(reduction > 1 ? (0.7 * 0.5) / reduction : 0.5), strongest / 2));
    const inside = distances(false, mask, height, width);
    const stroke = strokeWidth(inside, height, width);
    const length = boxOf(mask, width).longest;
    const share = (stroke / length) * 20;
    const wanted = Math.max(2.4, Math.max(Math.min(3.4, share), 0.55 * share)) / 20;
    const grow = (wanted * length - stroke) / (2 * (1 - wanted));
    if (grow >= 0) {
      return placed(distances(true, mask, height, width).map((far) => (far <= grow ? 1 : 0)), height, width);
    }
    const narrowed = above(inside, 0.5 - grow);
    return placed(narrowed.includes(1) ? narrowed : mask, height, width);
  }
  function placed(mask, height, width) {
    const box = boxOf(mask, width);
    const size = box.longest / 20;
    let [down, across, ink] = [0, 0, 0];
    mask.forEach((set, i) => {
      if (set) {
        down += Math.trunc(i / width) + 0.5;
        across += (i % width) + 0.5;
        ink++;
      }
    });
    const cells = (centre, begin, end) => {
      const start = Math.max(end - SIDE * size, Math.min(begin, centre - (SIDE / 2) * size));
      return { start, size, count: SIDE };
    };
    const values = Float32Array.from(mask, (set) => 255 * set);
    const rows = cells(down / ink, box.top, box.bottom + 1);
    const grey = averaged(field(height, width, values), rows, cells(across / ink, box.left, box.right + 1));
    return Uint8Array.from(grey.values, (value) => Math.min(255, Math.round(value)));
  }

  /** As PolyMnist.paste: colours of the crop, inverted under ink; [28,28,3] bytes. */
  const pasted = (mask, crop) => crop.map((ground, i) => (mask[Math.trunc(i / 3)] > 128 ? 255 - ground : ground));

  /** As TemperatureScaling.combine. */
  function combined(answers) {
    const mean = (digit) => answers.reduce((sum, one) => sum + Math.log(Math.max(1e-12, one[digit])), 0);
    return softmax(answers[0].map((_, digit) => mean(digit) / (answers.length * carried.temperature)));
  }

  /** As Choice.combine: the product, as far as the detector takes the ink for a digit. */
  function together(detected, answered) {
    const logarithm = (probability) => Math.log(Math.max(1e-15, probability));
    const digitness = Math.max(0, (10 * Math.max(...detected) - 1) / 9);
    const product = softmax(detected.map((one, digit) => logarithm(one) + logarithm(answered[digit])));
    return product.map((one) => digitness * one + (1 - digitness) / 10);
  }

  const luma = (r, g, b) => Math.round(f(f(f(f(0.299) * r) + f(f(0.587) * g)) + f(f(0.114) * b)));
  function lumas(canvas) {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return Uint8Array.from({ length: data.length / 4 }, (_, i) => luma(data[4 * i], data[4 * i + 1], data[4 * i + 2]));
  }

  const EVEN = new Array(10).fill(0.1);
  const planes = carried.crops ? bytesOf(carried.crops) : [];
  const crops = Array.from({ length: planes.length / 2352 }, (_, n) =>
    Uint8Array.from({ length: 2352 }, (_, i) => planes[n * 2352 + (i % 3) * 784 + Math.trunc(i / 3)]));
  const best = carried.network && network(carried.network);
  const detector = carried.detector && network(carried.detector);

  /** Reads what is drawn on a canvas, a step at a time; the last is null where nothing is. */
  function* steps(canvas, most) {
    const strength = Float32Array.from(lumas(canvas), (level) => (255 - level) / 255);
    const mask = mnistForm(field(canvas.height, canvas.width, strength));
    if (!mask) {
      return null;
    }
    yield;
    const plain = Uint8Array.from({ length: 2352 }, (_, i) => mask[Math.trunc(i / 3)]);
    const detected = detector ? detector(plain) : null;
    const seen = best ? crops.map((crop) => pasted(mask, crop)) : [];
    const answers = [];
    for (const image of seen.slice(0, most)) {
      yield;
      answers.push(best(image));
    }
    const answered = answers.length > 0 ? combined(answers) : EVEN;
    return { mask, seen, probabilities: detected ? together(detected, answered) : answered };
  }

  /** Returns a canvas with the ink of a picture, dark on white; null where ground is not light and even. */
  function inkOf(picture, side) {
    const canvas = Object.assign(document.createElement("canvas"), { width: side, height: side });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    const scale = side / Math.max(picture.width, picture.height);
    const [width, height] = [picture.width * scale, picture.height * scale].map((one) => Math.max(1, Math.round(one)));
    const [left, top] = [(side - width) >> 1, (side - height) >> 1];
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, side, side);
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, left, top, width, height);
    const levels = lumas(canvas);
    const inside = (i) => i % side >= left && i % side < left + width && i >= top * side && i < (top + height) * side;
    const sorted = levels.filter((_, i) => inside(i)).sort();
    const threshold = otsu(sorted);
    const ground = sorted.filter((level) => level > threshold);
    const ink = sorted.filter((level) => level <= threshold);
    const mean = (all) => all.reduce((sum, level) => sum + level, 0) / all.length;
    const [light, dark] = [mean(ground), mean(ink)];
    const uneven = Math.sqrt(mean(Array.from(ground, (level) => (level - light) ** 2)));
    if (!(light > 140 && light - dark > 60 && uneven < 16 && ink.length < 0.35 * sorted.length)) {
      return null;
    }
    const drawn = context.createImageData(side, side);
    const range = light - 2 * uneven - dark;
    levels.forEach((level, i) => {
      const strength = Math.max(0, Math.min(1, (light - 2 * uneven - level) / range));
      drawn.data.fill(inside(i) && strength > 0.2 ? Math.round(255 * (1 - strength)) : 255, 4 * i, 4 * i + 3);
      drawn.data[4 * i + 3] = 255;
    });
    context.putImageData(drawn, 0, 0);
    return canvas;
  }

  /** As Otsu.of: the level that parts dark from light best. */
  function otsu(levels) {
    const total = levels.reduce((sum, level) => sum + level, 0);
    let [best, at, below, sum] = [-1, 0, 0, 0];
    for (let level = 0; level < 255; level++) {
      for (; below < levels.length && levels[below] === level; below++) {
        sum += level;
      }
      const apart = sum / below - (total - sum) / (levels.length - below);
      const between = apart ** 2 * below * (levels.length - below);
      [best, at] = between > best ? [between, level] : [best, at];
    }
    return at;
  }

  return { carried, reads: Boolean(best || detector), network: best, detector, crops, mnistForm, lumas, steps, inkOf };
})();

/** Shows what the paper is read as, while one draws and when the pen is lifted. */
function readWhileDrawing(paper, answered) {
  const byId = (id) => document.getElementById(id);
  const percent = (share) => (100 * share).toFixed(1) + " %";
  const canvases = [];
  let reading = null;
  byId("readers").textContent = reader.carried.words;
  byId("reading").hidden = !reader.reads;
  byId("unread").hidden = reader.reads;
  for (let digit = 0; digit < 10; digit++) {
    const row = byId("bars").tBodies[0].insertRow();
    row.append(Object.assign(document.createElement("th"), { scope: "row", textContent: digit }));
    row.insertCell().append(document.createElement("span"));
    row.insertCell();
  }
  ["The digit in the form of MNIST", ...reader.crops.map((_, i) => "The digit on photo " + (i + 1))].forEach((name) => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 28, height: 28 });
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", name);
    canvases.push(canvas);
    byId("seen").append(canvas);
  });

  function paint(canvas, value) {
    const image = new ImageData(28, 28);
    image.data.forEach((_, i, all) => (all[i] = i % 4 === 3 ? 255 : value(i >> 2, i % 4)));
    canvas.getContext("2d").putImageData(image, 0, 0);
  }

  function show(read, whole) {
    const probabilities = read ? read.probabilities : new Array(10).fill(0);
    const most = probabilities.indexOf(Math.max(...probabilities));
    const isDigit = read && probabilities[most] >= reader.carried.leastConfidence;
    const bold = document.createElement("b");
    bold.textContent = isDigit ? most : "–";
    const words = isDigit ? percent(probabilities[most]) : "No digit: looks most like " + most + ", " + percent(probabilities[most]);
    byId("answer").replaceChildren(bold, read ? words : "Nothing is drawn.");
    [...byId("bars").rows].forEach((row, digit) => {
      row.classList.toggle("most", Boolean(read) && digit === most);
      row.cells[1].firstChild.style.width = percent(probabilities[digit]).replace(" ", "");
      row.cells[2].textContent = read ? percent(probabilities[digit]) : "";
    });
    paint(canvases[0], (pixel) => (read ? read.mask[pixel] : 0));
    canvases.slice(1).forEach((canvas, i) => paint(canvas, (pixel, c) => (read ? read.seen : reader.crops)[i][3 * pixel + c]));
    if (whole) {
      byId("said").textContent = read ? (isDigit ? "Read as " + most + ", " : "") + words : "";
    }
    if (whole && isDigit) {
      answered(most);
    }
  }

  /** A step a task, so that the pen need not wait; what begins later ends what is under way. */
  function begin(most, whole) {
    const channel = new MessageChannel();
    const steps = reader.steps(paper, most);
    reading = steps;
    byId("reading").ariaBusy = "true";
    channel.port1.onmessage = () => {
      if (reading === steps) {
        const step = steps.next();
        if (step.done) {
          reading = null;
          byId("reading").ariaBusy = "false";
          show(step.value, whole);
        } else {
          channel.port2.postMessage(null);
        }
      }
    };
    channel.port2.postMessage(null);
  }
  const stop = () => (reading = null);
  if (!reader.reads) {
    return { stop, whole() {}, meanwhile() {} };
  }
  show(null, false);
  return { stop, whole: () => begin(Infinity, true), meanwhile: () => reading || begin(1, false) };
}
