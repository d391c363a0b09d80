//! What is looked for on each screen, in the page itself.

/// How far a page may move while it loads (the sum that browsers call cumulative
/// layout shift; people begin to notice at 0.1).
pub const MAY_MOVE: f64 = 0.02;

/// How far the page moved since it began to load.
pub const MOVED: &str = "const [done] = arguments;
    let sum = 0;
    const observer = new PerformanceObserver(list => add(list.getEntries()));
    const add = entries => entries.forEach(e => { if (!e.hadRecentInput) sum += e.value; });
    observer.observe({ type: 'layout-shift', buffered: true });
    requestAnimationFrame(() => requestAnimationFrame(() => {
        add(observer.takeRecords());
        observer.disconnect();
        done(sum);
    }));";

/// Waits until what is being animated stands, pictures are there, and a frame was drawn.
pub const SETTLED: &str = "const [done] = arguments;
    const moving = document.getAnimations()
        .filter(one => one.effect.getComputedTiming().endTime < Infinity);
    const pictures = [...document.images].map(image => image.decode().catch(() => null));
    Promise.allSettled([...moving.map(one => one.finished), ...pictures])
        .then(() => requestAnimationFrame(() => requestAnimationFrame(() => done(true))));";

/// Texts that are cut off, and texts that lie over each other.
///
/// A text may end in an ellipsis inside a list's cell, where opening the row shows it
/// whole. Layers (what is fixed, sticky or in front) lie over others on purpose, so only
/// texts of one layer are compared, by the parts of them that can be seen.
pub const LAID_OUT: &str = "
    const front = document.querySelector('dialog[open]') ?? document.body;
    const found = [], texts = [];
    const words = e => (e.textContent ?? '').trim().replace(/\\s+/g, ' ').slice(0, 40);
    const layer = e => {
        for (let at = e; at && at !== document.body; at = at.parentElement) {
            const { position } = getComputedStyle(at);
            if (position === 'fixed' || position === 'sticky' || at.matches('dialog, .menu-list'))
                return at;
        }
        return document.body;
    };
    // What the frames around it leave of a rectangle.
    const seen = (rect, e) => {
        let { left, top, right, bottom } = rect;
        for (let at = e; at && at !== document.body; at = at.parentElement) {
            const style = getComputedStyle(at);
            if (style.overflowX === 'visible' && style.overflowY === 'visible') continue;
            const frame = at.getBoundingClientRect();
            left = Math.max(left, frame.left); right = Math.min(right, frame.right);
            top = Math.max(top, frame.top); bottom = Math.min(bottom, frame.bottom);
        }
        return right - left > 1 && bottom - top > 1 ? { left, top, right, bottom } : null;
    };
    const walker = document.createTreeWalker(front, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode, e = node.parentElement;
        if (!node.textContent.trim() || !e.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true })) continue;
        if (e.closest('.only-heard, script, style, title, desc, option, [aria-hidden=true].skip-link, .skip-link')) continue;
        const style = getComputedStyle(e);
        if (!e.closest('svg')) {
            const hidden = style.overflowX === 'hidden' || style.overflowX === 'clip';
            if (hidden && e.scrollWidth > e.clientWidth + 1 && style.textOverflow !== 'ellipsis')
                found.push(`cut off: ${words(e)}`);
            if (hidden && e.scrollWidth > e.clientWidth + 1 && style.textOverflow === 'ellipsis'
                && !e.closest('.data-cell, [title], input'))
                found.push(`cut off, and nowhere whole: ${words(e)}`);
            if (style.overflowY === 'hidden' && e.scrollHeight > e.clientHeight + 3)
                found.push(`cut off below: ${words(e)}`);
        }
        const range = document.createRange();
        range.selectNodeContents(node);
        for (const rect of range.getClientRects()) {
            const visible = seen(rect, e);
            if (visible) texts.push({ ...visible, e, layer: layer(e) });
        }
    }
    texts.sort((a, b) => a.top - b.top);
    for (let i = 0; i < texts.length; i++) {
        for (let j = i + 1; j < texts.length && texts[j].top < texts[i].bottom; j++) {
            const [a, b] = [texts[i], texts[j]];
            if (a.e === b.e || a.layer !== b.layer) continue;
            const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
            const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
            // Lines of text stand close; what overlaps is more than their leading.
            if (wide > 2 && high > 0.35 * Math.min(a.bottom - a.top, b.bottom - b.top))
                found.push(`overlap: ${words(a.e)} | ${words(b.e)}`);
        }
    }
    return [...new Set(found)].slice(0, 8);";
