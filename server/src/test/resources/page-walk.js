// What the walk of all pages asks of a page, in the page: see PageWalk.
window.walk = (() => {
  const INTERACTIVE =
    'a[href], area[href], button, input:not([type=hidden]), select, textarea, summary, iframe, [contenteditable], [tabindex]';
  const FOCUSED_BY_LABEL = INTERACTIVE + ', label';

  const shown = e => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length > 0;
  const off = e => e.matches(':disabled') || e.closest('[inert]') !== null;
  const name = e => {
    const words = (e.getAttribute('aria-label') ?? e.labels?.[0]?.textContent ?? e.textContent ?? '').trim();
    const mark = e.id ? '#' + e.id : e.name ? '[' + e.name + ']' : '';
    return `${e.localName}${mark} “${words.replace(/\s+/g, ' ').slice(0, 60)}”`;
  };

  // One choice of a group of radio buttons is a stop, whichever the browser takes.
  const stopOf = e =>
    e.type === 'radio' && e.name
      ? [...document.getElementsByName(e.name)].find(other => other.form === e.form)
      : e;

  const isStop = e =>
    shown(e) && !off(e) && e.tabIndex >= 0 &&
    (e.localName !== 'summary' || e.parentElement.querySelector(':scope > summary') === e);

  const stops = () =>
    new Set([...document.querySelectorAll(INTERACTIVE)].filter(isStop).map(stopOf));

  // Where an element is, however it is scrolled, and in what that stays in place or scrolls itself.
  const placed = e => {
    const box = e.getBoundingClientRect();
    let x = 0, y = 0, moves = null;
    for (let a = e; a; a = a.parentElement) {
      if (a !== e) { x += a.scrollLeft; y += a.scrollTop; }
      const style = getComputedStyle(a);
      const scrolls = a !== e && a !== document.documentElement && /auto|scroll/.test(style.overflowX + style.overflowY);
      if (!moves && (style.position === 'fixed' || style.position === 'sticky' || scrolls)) moves = a;
    }
    return { left: box.left + x, right: box.right + x, top: box.top + y, bottom: box.bottom + y, moves };
  };

  // At least two sides of the ring stand inside everything that clips.
  const ringIsSeen = e => {
    const style = getComputedStyle(e);
    const width = parseFloat(style.outlineWidth);
    if (style.outlineStyle === 'none' || width < 2) return false;
    const grow = Math.max(0, parseFloat(style.outlineOffset)) + (parseFloat(style.outlineOffset) < 0 ? 0 : width);
    const box = e.getBoundingClientRect();
    const ring = { left: box.left - grow, right: box.right + grow, top: box.top - grow, bottom: box.bottom + grow };
    const cut = new Set();
    for (let a = e.parentElement; a && a !== document.documentElement; a = a.parentElement) {
      const around = getComputedStyle(a), clip = a.getBoundingClientRect();
      if (around.overflowX !== 'visible') {
        if (ring.left < clip.left - 1) cut.add('left');
        if (ring.right > clip.right + 1) cut.add('right');
      }
      if (around.overflowY !== 'visible') {
        if (ring.top < clip.top - 1) cut.add('top');
        if (ring.bottom > clip.bottom + 1) cut.add('bottom');
      }
      if (around.position === 'fixed') break;
    }
    return cut.size <= 2;
  };

  // Nothing that stays in place, such as the head, covers it.
  const isCovered = e => {
    for (const box of e.getClientRects()) {
      const left = Math.max(box.left, 0), right = Math.min(box.right, innerWidth);
      const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
      for (const y of [(top + bottom) / 2, top + 2, bottom - 2]) {
        const hit = right > left && bottom > top && document.elementFromPoint((left + right) / 2, y);
        if (hit && (e.contains(hit) || hit.contains(e) || hit.closest('label')?.control === e)) return false;
      }
    }
    return true;
  };

  let seen, ringed, path, faults;
  // Looked at when the next key comes: by then the page has scrolled to where the focus is.
  const look = () => {
    const e = document.activeElement;
    if (!e || e === document.body || e === document.documentElement) { path.push(null); return; }
    path.push(e);
    // The parts of a date are stops too, and the last shows a ring of the browser's own.
    if (e.matches(':focus-visible') && ringIsSeen(e)) ringed.add(e);
    if (seen.has(stopOf(e))) return;
    seen.add(stopOf(e));
    if (isCovered(e)) faults.push('is covered while it has the focus: ' + name(e));
  };
  const onKey = event => { if (event.key === 'Tab') look(); };

  // A stop stands after the one before it: below, beside it, or at the head of the next column.
  const order = backwards => {
    const way = (backwards ? [...path].reverse() : path).filter(e => e && e.isConnected);
    for (let i = 1; i < way.length; i++) {
      if (way[i] === way[i - 1] || way[i - 1].compareDocumentPosition(way[i]) & Node.DOCUMENT_POSITION_PRECEDING) continue;
      const a = placed(way[i - 1]), b = placed(way[i]);
      if (a.moves === b.moves && b.bottom <= a.top + 1 && b.left < a.right - 1) {
        faults.push(`comes after ${name(way[i - 1])} but stands above it: ${name(way[i])}`);
      }
    }
  };

  return {
    openAll() {
      document.querySelectorAll('details').forEach(d => { d.open = true; });
    },

    // What is alike on every page of a person is passed over.
    withoutFrame() {
      document.querySelectorAll('.skip, .rail, header.top').forEach(e => { e.inert = true; });
    },

    wider() {
      return document.documentElement.scrollWidth - document.documentElement.clientWidth;
    },

    // How often Tab is pressed at least: a date has a stop for each of its parts.
    begin() {
      seen = new Set(); ringed = new Set(); path = []; faults = [];
      const body = document.body;
      body.tabIndex = -1; body.focus(); body.blur(); body.removeAttribute('tabindex');
      window.scrollTo(0, 0);
      document.addEventListener('keydown', onKey, true);
      return [...stops()].reduce((sum, e) => sum + (/^(date|time|month|week|datetime-local)$/.test(e.type) ? 5 : 1), 1);
    },

    missing() {
      return [...stops()].filter(e => !seen.has(e)).length;
    },

    end(backwards) {
      look();
      document.removeEventListener('keydown', onKey, true);
      order(backwards);
      for (const e of new Set(path)) if (e && e.isConnected && !ringed.has(e)) faults.push('shows no focus: ' + name(e));
      for (const e of stops()) if (!seen.has(e)) faults.push('cannot be reached by Tab: ' + name(e));
      return faults;
    },

    // What a mouse alone could operate or read.
    mouseOnly() {
      const found = [];
      for (const e of document.body.querySelectorAll('*')) {
        if (!shown(e)) continue;
        const operates = e.matches(FOCUSED_BY_LABEL) || e.closest(FOCUSED_BY_LABEL) || e.matches('option, optgroup');
        if (!operates && getComputedStyle(e).cursor === 'pointer') found.push('only a mouse operates it: ' + name(e));
        if (e.matches('a[href], button, input, select, textarea, summary') && e.tabIndex < 0 && !off(e)) found.push('is taken out of the way of Tab: ' + name(e));
        if (e.matches('[hx-get], [hx-post]') && !e.matches('a, button, input, select, textarea, form') && !/load|every|revealed/.test(e.getAttribute('hx-trigger') ?? 'click')) found.push('only a mouse starts it: ' + name(e));
        if (e.title) found.push('only a mouse reads “' + e.title + '”: ' + name(e));
      }
      // What a mark of a plot says to a pointer stands in words beside it.
      for (const title of document.querySelectorAll('svg * > title')) {
        const words = title.closest('figure')?.querySelectorAll('ul, ol, table') ?? [];
        if (shown(title.parentElement) && ![...words].some(shown)) found.push('only a mouse reads “' + title.textContent + '”');
      }
      return found.slice(0, 5);
    },

    async axe(all, part) {
      const rules = all ? {} : { runOnly: ['color-contrast'] };
      const result = await axe.run(part ? document.getElementById(part) : document, { ...rules, resultTypes: ['violations'] });
      return result.violations.map(v => `${v.id}: ${v.nodes.slice(0, 2).map(n => n.html.slice(0, 160)).join(' | ')}`);
    },

    // The buttons that open something, one of each kind.
    openers() {
      const kinds = new Map();
      for (const e of document.querySelectorAll('button[popovertarget]:not([popovertargetaction=hide])')) {
        if (shown(e) && !off(e)) kinds.set(e.getAttribute('popovertarget').replace(/\d+$/, ''), e.getAttribute('popovertarget'));
      }
      return [...kinds.values()];
    },
  };
})();
