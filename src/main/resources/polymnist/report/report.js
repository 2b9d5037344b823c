'use strict';
(() => {
  const all = (query, root = document) => [...root.querySelectorAll(query)];
  const make = (tag, properties = {}, ...children) => {
    const element = Object.assign(document.createElement(tag), properties);
    element.append(...children);
    return element;
  };
  const data = id => JSON.parse(document.getElementById(id)?.textContent || 'null');
  const figureOf = element => element.closest('.figure');
  document.body.classList.add('script');

  // Contents: the chapter that is read is marked, a search finds headings.
  const nav = document.getElementById('contents');
  const menu = make('button', {type: 'button', className: 'menu', textContent: 'Contents'});
  menu.setAttribute('aria-expanded', 'false');
  const showMenu = open => {
    nav.classList.toggle('open', open);
    menu.setAttribute('aria-expanded', String(open));
  };
  menu.addEventListener('click', () => showMenu(!nav.classList.contains('open')));
  const search = make('input', {type: 'search', placeholder: 'Find a figure'});
  search.setAttribute('aria-label', 'Find a figure');
  search.addEventListener('input', () => {
    const word = search.value.trim().toLowerCase();
    for (const item of all('li', nav)) {
      item.hidden = word !== '' && !item.textContent.toLowerCase().includes(word);
    }
  });
  const unfold = make('button', {type: 'button', textContent: 'Open all figures'});
  unfold.addEventListener('click', () => {
    const open = unfold.textContent.startsWith('Open');
    all('details.figure').forEach(figure => (figure.open = open));
    unfold.textContent = open ? 'Close them' : 'Open all figures';
  });
  nav.querySelector('.name').after(menu, search);
  nav.querySelector('ul').after(unfold);
  const here = new IntersectionObserver(entries => {
    for (const entry of entries.filter(e => e.isIntersecting)) {
      all('nav > ul > li > a').forEach(a =>
        a.classList.toggle('here', a.hash === '#' + entry.target.id));
    }
  }, {rootMargin: '-15% 0px -75% 0px'});
  all('.chapter').forEach(chapter => here.observe(chapter));

  // A link opens the figure that it leads to. What follows a question mark is the explorer's.
  const arrive = () => {
    const [id, query] = decodeURIComponent(location.hash.slice(1)).split('?');
    const target = id && document.getElementById(id);
    if (!target) return;
    showMenu(false);
    for (let fold = target; fold; fold = fold.parentElement) {
      if (fold.tagName === 'DETAILS') fold.open = true;
    }
    if (query !== undefined && explorer) explorer.follow(new URLSearchParams(query));
    target.scrollIntoView();
  };

  // Tables: sorted by a click on a head, filtered by a word, folded when long, saved as CSV.
  const SHOWN = 8;
  const number = text => {
    const found = text.replace(/[,\u00a0]/g, '').replace('−', '-').match(/-?\d+(\.\d+)?/);
    return found ? Number(found[0]) : NaN;
  };
  for (const table of all('.figure table')) {
    const body = table.tBodies[0];
    const rows = [...body.rows];
    const tools = make('div', {className: 'tools'});
    let folded = rows.length > 12;
    let word = '';
    const more = make('button', {type: 'button'});
    const show = () => {
      let shown = 0;
      for (const row of body.rows) {
        const fits = row.textContent.toLowerCase().includes(word);
        row.hidden = !fits || (folded && word === '' && shown >= SHOWN);
        if (!row.hidden) shown++;
      }
      more.textContent = folded ? `All ${rows.length} rows` : `First ${SHOWN} rows`;
    };
    if (folded) {
      const filter = make('input', {type: 'search', placeholder: 'Filter'});
      filter.setAttribute('aria-label', 'Filter the rows');
      filter.addEventListener('input', () => {
        word = filter.value.trim().toLowerCase();
        show();
      });
      more.addEventListener('click', () => {
        folded = !folded;
        show();
      });
      tools.append(more, filter);
    }
    [...table.tHead.rows[0].cells].forEach((head, column) => {
      if (rows.length < 2 || head.textContent === '') return;
      const button = make('button', {type: 'button', textContent: head.textContent});
      head.replaceChildren(button);
      button.addEventListener('click', () => {
        const down = head.getAttribute('aria-sort') !== 'descending';
        [...head.parentElement.cells].forEach(cell => cell.removeAttribute('aria-sort'));
        head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
        const numeric = head.classList.contains('number');
        const key = row => {
          const text = row.cells[column].textContent;
          return numeric ? number(text) : text;
        };
        const order = (a, b) =>
          numeric ? (Number.isNaN(a) ? -1 : Number.isNaN(b) ? 1 : a - b) : a.localeCompare(b);
        [...body.rows]
          .sort((a, b) => order(key(a), key(b)) * (down ? -1 : 1))
          .forEach(row => body.append(row));
        show();
      });
    });
    table.parentElement.before(tools);
    show();
  }
  const save = (name, type, text) => {
    const link = make('a', {download: name, href: `data:${type},` + encodeURIComponent(text)});
    link.click();
  };
  const csv = rows => {
    const columns = [...new Set(rows.flatMap(Object.keys))];
    const cell = value => {
      const text = value === null || value === undefined ? ''
        : typeof value === 'object' ? JSON.stringify(value) : String(value);
      return /[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    return [columns, ...rows.map(row => columns.map(column => row[column]))]
      .map(line => line.map(cell).join(',')).join('\r\n') + '\r\n';
  };
  const rowsOf = data('rows') || {};
  for (const source of all('.source')) {
    const figure = figureOf(source);
    const rows = rowsOf[figure.id];
    if (!rows?.length) continue;
    const saving = make('button', {type: 'button', textContent: 'Save as CSV'});
    saving.addEventListener('click', () => save(figure.id + '.csv', 'text/csv', csv(rows)));
    const copying = make('button', {type: 'button', textContent: 'Copy as CSV'});
    copying.addEventListener('click', async () => {
      await navigator.clipboard.writeText(csv(rows));
      copying.textContent = 'Copied';
    });
    source.append(make('div', {className: 'tools'}, saving, copying));
  }

  // Plots: the mark nearest to the pointer, or the next by arrow keys, is read out.
  for (const svg of all('.plot svg')) {
    const out = make('output');
    svg.after(out);
    const [left, top, right, bottom] = (svg.dataset.box || '').split(' ').map(Number);
    const axis = text => {
      const [least, most, log, title] = (text || '').split('|');
      return {
        title,
        value: share => log
          ? Number(least) * (most / least) ** share
          : Number(least) + (most - least) * share,
      };
    };
    const [x, y] = [axis(svg.dataset.x), axis(svg.dataset.y)];
    const round = value => Number(value.toPrecision(3)).toLocaleString('en');
    const marks = all('.m', svg).map(mark => ({
      x: Number(mark.dataset.x),
      y: Number(mark.dataset.y),
      text: mark.textContent,
    }));
    for (const line of all('polyline', svg)) {
      for (const point of line.getAttribute('points').split(' ')) {
        const [px, py] = point.split(',').map(Number);
        marks.push({
          x: px,
          y: py,
          text: `${line.dataset.name}: ${x.title} ${round(x.value((px - left) / (right - left)))}, `
            + `${y.title} ${round(y.value((bottom - py) / (bottom - top)))}`,
        });
      }
    }
    if (!marks.length) continue;
    let at = -1;
    const tell = place => {
      at = (place + marks.length) % marks.length;
      out.textContent = marks[at].text;
    };
    svg.addEventListener('pointermove', event => {
      const box = svg.getBoundingClientRect();
      const scale = svg.viewBox.baseVal.width / box.width;
      const [px, py] = [(event.clientX - box.left) * scale, (event.clientY - box.top) * scale];
      const far = mark => (mark.x - px) ** 2 + (mark.y - py) ** 2;
      let nearest = 0;
      marks.forEach((mark, i) => {
        if (far(mark) < far(marks[nearest])) nearest = i;
      });
      tell(nearest);
    });
    svg.setAttribute('tabindex', '0');
    svg.addEventListener('keydown', event => {
      const step = {ArrowRight: 1, ArrowLeft: -1}[event.key];
      if (!step) return;
      event.preventDefault();
      out.setAttribute('aria-live', 'polite');
      tell(at + step);
    });
  }

  const explorer = explore();
  addEventListener('hashchange', arrive);
  arrive();

  // The explorer: test images by what networks said of them.
  function explore() {
    const place = document.getElementById('explorer');
    const explored = data('explored');
    if (!place) return null;
    if (!explored?.images?.length) {
      place.querySelector('.note').textContent = 'There is no test image to show.';
      return null;
    }
    const images = explored.images.map(([id, label, modality, written], i) =>
      ({i, id, label, modality, written}));
    const networks = explored.networks.map(network => {
      const bytes = Uint8Array.from(atob(network.answers), c => c.charCodeAt(0));
      return {name: network.name, said: i => ({
        read: bytes[4 * i],
        sure: bytes[4 * i + 1] / 255,
        calibrated: bytes[4 * i + 2] / 255,
        label: bytes[4 * i + 3] / 255,
      })};
    });
    const sheet = new Image();
    const ready = new Promise(resolve => (sheet.onload = resolve));
    sheet.src = explored.sheet;
    const draw = (canvas, i) => {
      const {side, columns} = explored;
      canvas.width = canvas.height = 28;
      ready.then(() => canvas.getContext('2d').drawImage(
        sheet, i % columns * side, Math.floor(i / columns) * side, 28, 28, 0, 0, 28, 28));
      return canvas;
    };
    const percent = share => (100 * share).toFixed(1) + ' %';
    const distinct = key => [...new Set(images.map(image => image[key]))].sort();
    const choices = {
      network: networks.map(network => network.name),
      show: ['wrong', 'right', 'networks differ', 'all'],
      modality: ['all', ...distinct('modality')],
      is: ['all', ...distinct('label')],
      read: ['all', ...Array(10).keys()],
      sort: ['surest first', 'least sure first', 'highest loss first'],
    };
    const words = {is: 'digit', read: 'read as', sort: 'order', show: 'images'};
    const chosen = {};
    const tools = make('div', {className: 'tools'});
    const selects = {};
    for (const [name, values] of Object.entries(choices)) {
      const select = make('select');
      values.forEach(value => select.append(make('option', {textContent: value})));
      select.addEventListener('change', () => {
        chosen[name] = select.value;
        remember();
      });
      selects[name] = select;
      chosen[name] = String(values[0]);
      tools.append(make('label', {}, (words[name] || name) + ' ', select));
    }
    const count = make('p', {className: 'caption'});
    count.setAttribute('aria-live', 'polite');
    const tiles = make('div', {className: 'explored'});
    const more = make('button', {type: 'button', textContent: 'More'});
    place.replaceChildren(
      make('h3', {textContent: 'Explorer of test images'}), tools, count, tiles, more);
    let room = 60;
    const network = () => networks.find(n => n.name === chosen.network) || networks[0];
    const differ = image => new Set(networks.map(n => n.said(image.i).read)).size > 1;
    function found() {
      const said = network().said;
      const key = {
        'surest first': image => -said(image.i).sure,
        'least sure first': image => said(image.i).sure,
        'highest loss first': image => said(image.i).label,
      }[chosen.sort];
      return images
        .filter(image => {
          const answer = said(image.i);
          const right = answer.read === image.label;
          return (chosen.show === 'all' || (chosen.show === 'wrong' && !right)
              || (chosen.show === 'right' && right)
              || (chosen.show === 'networks differ' && differ(image)))
            && (chosen.modality === 'all' || image.modality === chosen.modality)
            && (chosen.is === 'all' || String(image.label) === chosen.is)
            && (chosen.read === 'all' || String(answer.read) === chosen.read);
        })
        .sort((a, b) => key(a) - key(b) || a.i - b.i);
    }
    function show() {
      for (const [name, select] of Object.entries(selects)) select.value = chosen[name];
      const list = found();
      count.textContent = `${list.length.toLocaleString('en')} of ${
        images.length.toLocaleString('en')} images with a picture here, of ${chosen.network}`;
      tiles.replaceChildren(...list.slice(0, room).map(image => {
        const answer = network().said(image.i);
        const name = `${image.label} read as ${answer.read}, ${percent(answer.sure)}, ${image.modality}`;
        const tile = make('button', {type: 'button', title: name});
        tile.setAttribute('aria-label', name);
        tile.classList.toggle('wrong', answer.read !== image.label);
        tile.append(draw(make('canvas'), image.i));
        tile.addEventListener('click', () => open(image, list, tile));
        return tile;
      }));
      more.hidden = list.length <= room;
    }
    more.addEventListener('click', () => {
      room += 60;
      show();
    });
    function remember() {
      room = 60;
      const query = new URLSearchParams();
      for (const [name, values] of Object.entries(choices)) {
        if (chosen[name] !== String(values[0])) query.set(name, chosen[name]);
      }
      history.replaceState(null, '', '#explorer?' + query);
      show();
    }

    const panel = make('dialog');
    panel.setAttribute('aria-label', 'A test image');
    document.body.append(panel);
    let from = null;
    panel.addEventListener('close', () => from?.focus());
    function open(image, list, tile) {
      from = tile || from;
      const views = images.filter(other => other.written === image.written);
      const rows = networks.map(n => {
        const answer = n.said(image.i);
        const row = make('tr', {}, make('th', {scope: 'row', textContent: n.name}),
          ...[answer.read, percent(answer.sure), percent(answer.calibrated), percent(answer.label)]
            .map(text => make('td', {className: 'number', textContent: text})));
        row.classList.toggle('marked', answer.read === image.label);
        return row;
      });
      const close = make('button', {type: 'button', textContent: 'Close'});
      close.addEventListener('click', () => panel.close());
      const go = by => open(list[(list.indexOf(image) + by + list.length) % list.length], list);
      const step = (text, by) => {
        const button = make('button', {type: 'button', textContent: text});
        button.addEventListener('click', () => go(by));
        return button;
      };
      const head = make('tr', {}, ...['network', 'answer', 'sure', 'calibrated', 'of the label']
        .map(text => make('th', {scope: 'col', textContent: text})));
      panel.replaceChildren(
        make('div', {className: 'tools'}, step('Previous', -1), step('Next', 1), close),
        make('h3', {textContent: `Digit ${image.label} in ${image.modality}`}),
        make('p', {className: 'caption', textContent: image.id}),
        draw(make('canvas', {className: 'large'}), image.i),
        make('p', {className: 'caption',
          textContent: `Its views, and what ${network().name} said of each`}),
        make('ul', {className: 'tiles'}, ...views.map(view => {
          const answer = network().said(view.i);
          return make('li', {}, draw(make('canvas'), view.i), make('span', {
            textContent: `${view.modality}: ${answer.read}, ${percent(answer.sure)}`}));
        })),
        make('div', {className: 'scroll'}, make('table', {},
          make('thead', {}, head), make('tbody', {}, ...rows))));
      panel.onkeydown = event => {
        const by = {ArrowRight: 1, ArrowLeft: -1}[event.key];
        if (by) go(by);
      };
      if (!panel.open) panel.showModal();
      history.replaceState(null, '', '#explorer?image=' + encodeURIComponent(image.id));
      close.focus();
    }

    // Cells of the matrix open their images.
    const cells = document.querySelector('#confusion table');
    if (cells) {
      const heads = [...cells.tHead.rows[0].cells].map(cell => cell.textContent);
      for (const row of cells.tBodies[0].rows) {
        [...row.cells].slice(1).forEach((cell, i) => {
          if (cell.textContent === '0') return;
          const [is, read] = [row.cells[0].textContent, heads[i + 1]];
          const button = make('button', {type: 'button', textContent: cell.textContent});
          button.setAttribute('aria-label', `${is} read as ${read}: ${cell.textContent} images`);
          button.addEventListener('click', () => {
            Object.assign(chosen, {network: network().name, show: 'all', modality: 'all', is, read});
            remember();
            place.scrollIntoView();
            (tiles.querySelector('button') || place).focus();
          });
          cell.replaceChildren(button);
        });
      }
    }
    show();
    return {
      follow(query) {
        for (const [name, values] of Object.entries(choices)) {
          const value = query.get(name);
          chosen[name] = values.map(String).includes(value) ? value : String(values[0]);
        }
        show();
        const image = images.find(one => one.id === query.get('image'));
        if (image) open(image, found(), tiles.querySelector('button'));
      },
    };
  }
})();
