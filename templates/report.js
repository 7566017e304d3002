// What a report can do where scripts run; all of it is there without them.
'use strict';

(function () {
	const root = document.documentElement;

	function all(selector, from) {
		return Array.from((from || document).querySelectorAll(selector));
	}

	// Light and dark: the reader's system decides until the button is used.
	function isDark() {
		const chosen = root.dataset.theme;
		return chosen ? chosen === 'dark'
			: matchMedia('(prefers-color-scheme: dark)').matches;
	}

	function setUpTheme() {
		const button = document.getElementById('theme');
		if (!button)
			return;
		const show = () => {
			button.textContent = isDark() ? 'Light' : 'Dark';
		};
		button.addEventListener('click', () => {
			root.dataset.theme = isDark() ? 'light' : 'dark';
			show();
		});
		show();
		document.getElementById('tools').hidden = false;
	}

	// Sorting: a button in each heading of a table that says it is sortable.
	function keyOf(row, column) {
		const cell = row.cells[column];
		if (!cell)
			return '';
		const number = parseFloat(cell.dataset.value);
		return Number.isNaN(number) ? cell.textContent.trim() : number;
	}

	function compare(a, b) {
		if (typeof a === 'number' && typeof b === 'number')
			return a - b;
		if (typeof a !== typeof b)
			return typeof a === 'number' ? -1 : 1;
		return a.localeCompare(b, 'en', { numeric: true });
	}

	function sortBy(table, th) {
		const up = th.getAttribute('aria-sort') !== 'ascending';
		const body = table.tBodies[0];
		const rows = Array.from(body.rows);
		all('th[aria-sort]', table).forEach((other) =>
			other.removeAttribute('aria-sort'));
		th.setAttribute('aria-sort', up ? 'ascending' : 'descending');
		rows.sort((a, b) => (up ? 1 : -1) *
			compare(keyOf(a, th.cellIndex), keyOf(b, th.cellIndex)));
		body.append(...rows);
	}

	function setUpSorting() {
		all('table[data-sortable]').forEach((table) => {
			if (table.tBodies[0].rows.length < 2)
				return;
			all('thead th', table).forEach((th) => {
				const button = document.createElement('button');
				button.type = 'button';
				button.append(...th.childNodes);
				button.addEventListener('click', () => sortBy(table, th));
				th.append(button);
			});
		});
	}

	// Variants: a press on one dims the others in tables and charts.
	// Hues repeat after 6: a mark then has the class "v7" beside "hue-s1".
	function orderOf(mark) {
		const [, order] = / v(\d+)/.exec(mark.getAttribute('class')) ||
			/hue-s(\d+)/.exec(mark.getAttribute('class'));
		return order;
	}

	function highlight(order) {
		all('tr[data-variant]').forEach((row) => row.classList.toggle('dim',
			order !== null && row.dataset.variant !== order));
		all('.chart [class*="hue-s"]').forEach((mark) =>
			mark.classList.toggle('dim', order !== null && orderOf(mark) !== order));
	}

	function setUpVariants() {
		const items = all('.variants [data-variant]');
		if (items.length < 2)
			return;
		const buttons = items.map((item) => {
			const button = document.createElement('button');
			button.type = 'button';
			button.setAttribute('aria-pressed', 'false');
			button.append(...item.childNodes);
			item.append(button);
			return button;
		});
		buttons.forEach((button, i) => button.addEventListener('click', () => {
			const on = button.getAttribute('aria-pressed') !== 'true';
			buttons.forEach((b) => b.setAttribute('aria-pressed', 'false'));
			button.setAttribute('aria-pressed', String(on));
			highlight(on ? items[i].dataset.variant : null);
		}));
	}

	// Percentiles: a box for each, above the first table that has them.
	function box(metric, name) {
		const label = document.createElement('label');
		const input = document.createElement('input');
		input.type = 'checkbox';
		input.checked = true;
		input.addEventListener('change', () =>
			all('[data-metric]').forEach((cell) => {
				if (cell.dataset.metric === metric)
					cell.hidden = !input.checked;
			}));
		label.append(input, ' ' + name);
		return label;
	}

	function setUpPercentiles() {
		const names = new Map(all('th[data-metric]').map((th) =>
			[th.dataset.metric, th.textContent]));
		const first = document.querySelector('#overhead .load');
		if (names.size < 2 || !first)
			return;
		const picker = document.createElement('fieldset');
		const legend = document.createElement('legend');
		picker.className = 'picker';
		legend.textContent = 'Columns';
		picker.append(legend);
		names.forEach((name, metric) => picker.append(box(metric, name)));
		first.before(picker);
	}

	// Paper has no way to open a table.
	function setUpPrint() {
		let closed = [];
		addEventListener('beforeprint', () => {
			closed = all('details:not([open])');
			closed.forEach((details) => { details.open = true; });
		});
		addEventListener('afterprint', () =>
			closed.forEach((details) => { details.open = false; }));
	}

	setUpTheme();
	setUpPercentiles();
	setUpSorting();
	setUpVariants();
	setUpPrint();
}());
