"use strict";
function element(name, properties, ...children) {
  const made = Object.assign(document.createElement(name), properties);
  made.append(...children);
  return made;
}

/** Reads a drawing as DrawnReading.java does; numbers are rounded where Java's are of single precision. */
const reader = (() => {
  const SIDE = 28;
  const SAMPLES = 3 * SIDE * SIDE;
  const f = Math.fround;
  const carried = JSON.parse(document.getElementById("carried").textContent);
  const bytesOf = (base64) => Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const field = (height, width, values = new Float32Array(height * width)) => ({ height, width, values });
  const longest = (one) => Math.max(one.height, one.width);

  /** Returns what tells the probabilities of the digits by the bytes of an image [28,28,3]. */
  function network(told) {
    const numbers = new Int16Array(bytesOf(told.weights).buffer);
    const results = { images: { side: SIDE, channels: 3, values: new Float32Array(SAMPLES) } };
    let used = 0;
    const steps = told.operations.map((op) => {
      const from = results[op.input];
      const ins = from.channels;
      const outs = op.bias ? op.bias.length : ins;
      const side = { convolution: op.side, dense: 1, mean: 1, pooling: from.side >> 1 }[op.kind] || from.side;
      const to = { side, channels: outs, values: new Float32Array(side * side * outs) };
      results[op.name] = to;
      // Java has [out,in,square]; here the weights that one number is multiplied by lie side by side.
      const squares = op.kernel ? op.kernel ** 2 : from.side ** 2;
      const weights = new Float32Array(op.bias ? squares * ins * outs : 0);
      for (let w = 0; w < weights.length; w++) {
        const [square, i, o] = [w % squares, Math.floor(w / squares) % ins, Math.floor(w / squares / ins)];
        weights[(square * ins + i) * outs + o] = numbers[used++] * op.scale;
      }
      return () => OPERATIONS[op.kind](from, to, weights, op, results[op.other]);
    });
    return (samples) => {
      samples.forEach((sample, i) => (results.images.values[i] = (sample - 128) / 128));
      steps.forEach((step) => step());
      return softmax([...results[told.output].values]);
    };
  }

  /** Adds numbers, of which ReLU left many 0, times their weights to the sums that begin at a place. */
  function add(from, at, count, weights, first, to, sums, outs) {
    for (let i = 0; i < count; i++) {
      const value = from[at + i];
      if (value !== 0) {
        for (let o = 0, w = first + i * outs; o < outs; o++, w++) to[sums + o] += value * weights[w];
      }
    }
  }

  const OPERATIONS = {
    convolution(from, to, weights, { kernel, stride, padding, bias }) {
      const [ins, outs, side] = [from.channels, to.channels, from.side];
      for (let place = 0; place < to.side ** 2; place++) {
        to.values.set(bias, place * outs);
        for (let square = 0; square < kernel ** 2; square++) {
          const y = Math.floor(place / to.side) * stride - padding + Math.floor(square / kernel);
          const x = (place % to.side) * stride - padding + (square % kernel);
          if (y >= 0 && x >= 0 && y < side && x < side) {
            add(from.values, (y * side + x) * ins, ins, weights, square * ins * outs, to.values, place * outs, outs);
          }
        }
      }
    },
    dense(from, to, weights, { bias }) {
      to.values.set(bias);
      add(from.values, 0, from.values.length, weights, 0, to.values, 0, bias.length);
    },
    rectified: (from, to) => from.values.forEach((value, i) => (to.values[i] = Math.max(0, value))),
    sum: (from, to, _, op, other) => from.values.forEach((value, i) => (to.values[i] = value + other.values[i])),
    pooling({ side, channels, values }, to) {
      for (let i = 0; i < to.values.length; i++) {
        const place = Math.floor(i / channels);
        const at = 2 * (Math.floor(place / to.side) * side + (place % to.side)) * channels + (i % channels);
        const below = at + side * channels;
        to.values[i] = Math.max(values[at], values[at + channels], values[below], values[below + channels]);
      }
    },
    mean({ side, channels, values }, to) {
      to.values.fill(0);
      values.forEach((value, i) => (to.values[i % channels] += value / side ** 2));
    },
  };

  function softmax(logits) {
    const most = Math.max(...logits);
    const powers = logits.map((logit) => Math.exp(logit - most));
    const sum = powers.reduce((one, other) => one + other);
    return powers.map((power) => power / sum);
  }

  /** As Grey.averaged: the mean of each cell, along one side after the other. */
  function averaged({ height, width, values }, rows, columns) {
    const narrowed = new Float32Array(height * columns.count);
    for (let y = 0; y < height; y++) {
      averageLine(values, y * width, 1, width, columns, narrowed, y * columns.count, 1);
    }
    const cells = field(rows.count, columns.count);
    for (let x = 0; x < columns.count; x++) {
      averageLine(narrowed, x, columns.count, height, rows, cells.values, x, columns.count);
    }
    return cells;
  }
  function averageLine(from, first, step, length, { start, size, count }, to, at, stride) {
    for (let i = 0; i < count; i++) {
      const [begin, end] = [Math.max(0, start + i * size), Math.min(length, start + (i + 1) * size)];
      const [begins, ends] = [Math.trunc(begin), Math.trunc(end)];
      let sum = 0;
      if (begin < end) {
        for (let p = begins; p < ends; p++) sum += from[first + p * step];
        sum -= from[first + begins * step] * (begin - begins);
        sum += ends < length ? from[first + ends * step] * (end - ends) : 0;
      }
      to[at + i * stride] = sum / size;
    }
  }

  /** As Grey.reduced: blocks of whole pixels first, then cells that fill the field. */
  function reduced(grey, most) {
    if (longest(grey) <= most) return grey;
    const block = Math.trunc(longest(grey) / most);
    const cells = (length) => {
      const count = Math.max(1, block > 1 ? Math.trunc(length / block) : Math.round(length / (longest(grey) / most)));
      return { start: 0, size: block > 1 ? Math.min(block, length) : length / count, count };
    };
    return reduced(averaged(grey, cells(grey.height), cells(grey.width)), most);
  }

  /** As Grey.enlarged: interpolated linearly between pixel centres. */
  function enlarged({ height, width, values }, factor) {
    const large = field(height * factor, width * factor);
    const near = (i, length) => Math.max(0, Math.min(length - 1, i));
    const mixed = (one, other, share) => f(f(one * f(1 - share)) + f(other * share));
    for (let i = 0; i < large.values.length; i++) {
      const v = f(f((Math.trunc(i / large.width) + 0.5) / factor) - 0.5);
      const u = f(f(((i % large.width) + 0.5) / factor) - 0.5);
      const [top, left] = [Math.floor(v), Math.floor(u)];
      const at = (y, x) => values[near(y, height) * width + near(x, width)];
      const row = (y) => mixed(at(y, left), at(y, left + 1), f(u - left));
      large.values[i] = mixed(row(top), row(top + 1), f(v - top));
    }
    return large;
  }

  /** As DistanceTransform.to: how far each pixel is from the nearest that is, or is not, of the mask. */
  function distances(wanted, { height, width, values }) {
    const squared = Float64Array.from(values, (set) => (Boolean(set) === wanted ? 0 : 1e12));
    const line = new Float64Array(Math.max(height, width));
    const nearest = (first, step, length) => {
      for (let i = 0; i < length; i++) line[i] = squared[first + i * step];
      for (let i = 0; i < length; i++) {
        let least = Infinity;
        for (let j = 0; j < length; j++) least = Math.min(least, line[j] + (i - j) * (i - j));
        squared[first + i * step] = least;
      }
    };
    for (let x = 0; x < width; x++) nearest(x, width, height);
    for (let y = 0; y < height; y++) nearest(y * width, 1, width);
    return field(height, width, Float32Array.from(squared, Math.sqrt));
  }

  /** As StrokeWidth.alongMiddle: of half of the middle. */
  function strokeWidth({ height, width, values }) {
    const around = [-1, 1, -width, width, -width - 1, 1 - width, width - 1, width + 1];
    const ridge = [];
    for (let at = width; at < (height - 1) * width; at++) {
      const edge = at % width === 0 || at % width === width - 1;
      if (!edge && values[at] > 0 && around.every((to) => values[at] >= values[at + to])) ridge.push(values[at]);
    }
    ridge.sort((one, other) => one - other);
    return ridge.length === 0 ? 1 : f(f(2 * ridge[Math.trunc(0.5 * (ridge.length - 1))]) - 1);
  }

  /** Returns the smallest box around what is above a number; its bottom and right belong to it. */
  function boxOf({ width, values }, least = 0) {
    let [top, left, bottom, right] = [Infinity, Infinity, -1, -1];
    for (let i = 0; i < values.length; i++) {
      if (values[i] > least) {
        [top, left] = [Math.min(top, Math.trunc(i / width)), Math.min(left, i % width)];
        [bottom, right] = [Math.trunc(i / width), Math.max(right, i % width)];
      }
    }
    return { top, left, bottom, right, longest: Math.max(bottom - top, right - left) + 1 };
  }
  const above = ({ height, width, values }, least) =>
    field(height, width, Uint8Array.from(values, (value) => (value > least ? 1 : 0)));

  /** As MnistForm.of: 28 x 28 grey values of ink whose strength is 0 to 1; null where there is none. */
  function mnistForm(strength) {
    const box = boxOf(strength);
    if (box.bottom < 0) return null;
    const margin = Math.max(2, Math.trunc(box.longest / 8));
    const part = field(box.bottom - box.top + 1 + 2 * margin, box.right - box.left + 1 + 2 * margin);
    for (let y = box.top; y <= box.bottom; y++) {
      const row = strength.values.subarray(y * strength.width + box.left, y * strength.width + box.right + 1);
      part.values.set(row, (y - box.top + margin) * part.width + margin);
    }
    const factor = Math.max(1, Math.round(f(56 / box.longest)));
    const fine = factor > 1 ? enlarged(part, factor) : reduced(part, 70);
    const reduction = (longest(part) * factor) / longest(fine);
    const strongest = fine.values.reduce((one, other) => Math.max(one, other));
    const mask = above(fine, Math.min(f(reduction > 1 ? (0.7 * 0.5) / reduction : 0.5), strongest / 2));
    const inside = distances(false, mask);
    const stroke = strokeWidth(inside);
    const length = boxOf(mask).longest;
    const share = (stroke / length) * 20;
    const wanted = Math.max(2.4, Math.max(Math.min(3.4, share), 0.55 * share)) / 20;
    const grow = (wanted * length - stroke) / (2 * (1 - wanted));
    if (grow < 0) {
      const narrowed = above(inside, 0.5 - grow);
      return placed(narrowed.values.includes(1) ? narrowed : mask);
    }
    const outside = distances(true, mask);
    return placed({ ...mask, values: outside.values.map((far) => (far <= grow ? 1 : 0)) });
  }
  function placed(mask) {
    const { width, values } = mask;
    const box = boxOf(mask);
    const size = box.longest / 20;
    let [down, across, ink] = [0, 0, 0];
    values.forEach((set, i) => {
      down += set * (Math.trunc(i / width) + 0.5);
      across += set * ((i % width) + 0.5);
      ink += set;
    });
    const cells = (centre, begin, end) => {
      const start = Math.max(end - SIDE * size, Math.min(begin, centre - (SIDE / 2) * size));
      return { start, size, count: SIDE };
    };
    const white = { ...mask, values: Float32Array.from(values, (set) => 255 * set) };
    const rows = cells(down / ink, box.top, box.bottom + 1);
    const grey = averaged(white, rows, cells(across / ink, box.left, box.right + 1));
    return Uint8Array.from(grey.values, (value) => Math.min(255, Math.round(value)));
  }

  /** As TemperatureScaling.combine: the mean of the answers' logarithms at the temperature. */
  function combined(answers) {
    const sum = (digit) => answers.reduce((all, one) => all + Math.log(Math.max(1e-12, one[digit])), 0);
    return softmax(answers[0].map((_, digit) => sum(digit) / (answers.length * carried.temperature)));
  }

  /** As Choice.combine: the product, as far as the detector takes the ink for a digit. */
  function together(detected, answered) {
    const logarithm = (probability) => Math.log(Math.max(1e-15, probability));
    const digitness = Math.max(0, (10 * Math.max(...detected) - 1) / 9);
    const product = softmax(detected.map((one, digit) => logarithm(one) + logarithm(answered[digit])));
    return product.map((one) => digitness * one + (1 - digitness) / 10);
  }

  /** Returns the luma of each pixel, 0 to 255. */
  function lumas(canvas) {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const [red, green, blue] = [f(0.299), f(0.587), f(0.114)];
    const levels = new Uint8Array(data.length / 4);
    for (let i = 0, at = 0; i < levels.length; i++, at += 4) {
      levels[i] = Math.round(f(f(f(red * data[at]) + f(green * data[at + 1])) + f(blue * data[at + 2])));
    }
    return levels;
  }

  const detector = carried.detector && network(carried.detector);
  const best = carried.network && network(carried.network);
  const planes = bytesOf(carried.crops);
  const crops = Array.from({ length: planes.length / SAMPLES }, (_, crop) =>
    Uint8Array.from({ length: SAMPLES }, (_, i) => planes[crop * SAMPLES + (i % 3) * SIDE * SIDE + Math.trunc(i / 3)]));

  /** Reads what is drawn on a canvas, a step at a time, on so many photos; null where nothing is. */
  function* steps(canvas, photos) {
    const strength = new Float32Array(canvas.width * canvas.height);
    lumas(canvas).forEach((level, i) => (strength[i] = (255 - level) / 255));
    const mask = mnistForm(field(canvas.height, canvas.width, strength));
    if (!mask) return null;
    yield;
    const detected = detector && detector(Uint8Array.from({ length: SAMPLES }, (_, i) => mask[Math.trunc(i / 3)]));
    const seen = crops.map((crop) => crop.map((ground, i) => (mask[Math.trunc(i / 3)] > 128 ? 255 - ground : ground)));
    const answers = [];
    for (const image of seen.slice(0, photos)) {
      yield;
      answers.push(best(image));
    }
    const answered = answers.length > 0 ? combined(answers) : detected;
    return { mask, seen, probabilities: detected ? together(detected, answered) : answered };
  }

  /** Returns a canvas with the ink of a picture on white; null where its ground is not light and even. */
  function inkOf(picture, side) {
    const canvas = element("canvas", { width: side, height: side });
    const context = canvas.getContext("2d", { willReadFrequently: true });
    const scale = side / Math.max(picture.width, picture.height);
    const [width, height] = [picture.width, picture.height].map((one) => Math.max(1, Math.round(one * scale)));
    const [left, top] = [(side - width) >> 1, (side - height) >> 1];
    context.fillStyle = "#ffffff";
    context.fillRect(0, 0, side, side);
    context.imageSmoothingQuality = "high";
    context.drawImage(picture, left, top, width, height);
    const levels = lumas(canvas);
    const inside = (i) => i % side >= left && i % side < left + width && i >= top * side && i < (top + height) * side;
    const sorted = levels.filter((_, i) => inside(i)).sort();
    const threshold = otsu(sorted);
    const mean = (all) => all.reduce((sum, level) => sum + level, 0) / all.length;
    const ink = sorted.filter((level) => level <= threshold);
    const ground = [...sorted.filter((level) => level > threshold)];
    const [dark, light] = [mean(ink), mean(ground)];
    const uneven = Math.sqrt(mean(ground.map((level) => (level - light) ** 2)));
    if (!(light > 140 && light - dark > 60 && uneven < 16 && ink.length < 0.35 * sorted.length)) return null;
    const drawn = context.getImageData(0, 0, side, side);
    levels.forEach((level, i) => {
      const strength = Math.min(1, (light - 2 * uneven - level) / (light - 2 * uneven - dark));
      drawn.data.fill(inside(i) && strength > 0.2 ? 255 * (1 - strength) : 255, 4 * i, 4 * i + 3);
    });
    context.putImageData(drawn, 0, 0);
    return canvas;
  }

  /** As Otsu.of: the level, of those that are sorted, that parts dark from light best. */
  function otsu(levels) {
    const total = levels.reduce((sum, level) => sum + level, 0);
    let [best, threshold, below, sum] = [-1, 0, 0, 0];
    for (let level = 0; level < 255; level++) {
      for (; levels[below] === level; below++) sum += level;
      const apart = sum / below - (total - sum) / (levels.length - below);
      const between = apart ** 2 * below * (levels.length - below);
      if (between > best) [best, threshold] = [between, level];
    }
    return threshold;
  }

  return { carried, reads: Boolean(best || detector), detector, crops, bytesOf, lumas, steps, inkOf };
})();

/** Shows what a paper is read as: at once while one draws, whole when the pen is lifted. */
function readWhileDrawing(paper, answered) {
  const byId = (id) => document.getElementById(id);
  const percent = (share) => (100 * share).toFixed(1) + "\u00a0%";
  let reading = null;
  byId("reading").hidden = !reader.reads;
  byId("unread").hidden = reader.reads;
  byId("readers").textContent = reader.carried.words;
  for (let digit = 0; digit < 10; digit++) {
    const head = element("th", { scope: "row", textContent: digit });
    byId("bars").tBodies[0].append(element("tr", {}, head, element("td", {}, element("span")), element("td")));
  }
  const names = ["The digit in the form of MNIST", ...reader.crops.map((_, i) => "The digit on photo " + (i + 1))];
  const canvases = names.map((name) => element("canvas", { width: 28, height: 28, role: "img", ariaLabel: name }));
  byId("seen").append(...canvases);

  function paint(canvas, value) {
    const image = new ImageData(28, 28);
    image.data.forEach((_, i, all) => (all[i] = i % 4 === 3 ? 255 : value(i >> 2, i % 4)));
    canvas.getContext("2d").putImageData(image, 0, 0);
  }

  function show(read, whole) {
    const probabilities = read ? read.probabilities : new Array(10).fill(0);
    const most = probabilities.indexOf(Math.max(...probabilities));
    const isDigit = read && probabilities[most] >= reader.carried.leastConfidence;
    const words = (isDigit ? "" : "No digit: looks most like " + most + ", ") + percent(probabilities[most]);
    const large = element("b", { textContent: isDigit ? most : "–" });
    byId("answer").replaceChildren(large, read ? words : "Nothing is drawn.");
    [...byId("bars").rows].forEach((row, digit) => {
      row.classList.toggle("most", Boolean(read) && digit === most);
      row.cells[1].firstChild.style.width = 100 * probabilities[digit] + "%";
      row.cells[2].textContent = read ? percent(probabilities[digit]) : "";
    });
    paint(canvases[0], (pixel) => (read ? read.mask[pixel] : 0));
    canvases.slice(1).forEach((canvas, i) =>
      paint(canvas, (pixel, channel) => (read ? read.seen : reader.crops)[i][3 * pixel + channel]));
    if (whole) byId("said").textContent = read ? (isDigit ? "Read as " + most + ", " : "") + words : "";
    if (whole && isDigit) answered(most);
  }

  /** A step a task, so that the pen never waits; what begins later ends what is under way. */
  function begin(photos, whole) {
    const { port1, port2 } = new MessageChannel();
    const steps = reader.steps(paper, photos);
    reading = steps;
    byId("reading").ariaBusy = "true";
    port1.onmessage = () => {
      if (reading !== steps) return;
      const step = steps.next();
      if (!step.done) return port2.postMessage(null);
      stop();
      show(step.value, whole);
    };
    port2.postMessage(null);
  }
  function stop() {
    reading = null;
    byId("reading").ariaBusy = "false";
  }
  if (!reader.reads) return { stop, whole() {}, meanwhile() {} };
  show(null, false);
  return { stop, whole: () => begin(Infinity, true), meanwhile: () => reading || begin(1, false) };
}
