// SPDX-License-Identifier: GPL-3.0-or-later
// report.mjs REPORT [PICTURES]: what a person sees, as TAP.  PICTURES is a
// folder for screenshots.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Browser, Page } from './browser.mjs';

const [report, pictures] = process.argv.slice(2);
const url = pathToFileURL(resolve(report)).href;
const axe = 'build/node_modules/axe-core/axe.min.js';
const validator = 'build/node_modules/.bin/html-validate';
const browser = new Browser(process.env.CHROMIUM || 'chromium');
let count = 0;
let failed = 0;

function ok(good, name, why = '') {
	count++;
	failed += !good;
	console.log(`${good ? 'ok' : 'not ok'} ${count} - ${name}`);
	if (!good)
		console.log('# ' + String(why).replace(/\n/g, '\n# '));
}

function same(got, expected, name) {
	const a = JSON.stringify(got);
	const b = JSON.stringify(expected);
	ok(a === b, name, `got ${a}, expected ${b}`);
}

async function take(page, name) {
	if (!pictures)
		return;
	mkdirSync(pictures, { recursive: true });
	writeFileSync(`${pictures}/${name}.png`, await page.picture());
}

const background = 'getComputedStyle(document.documentElement).backgroundColor';
const ink = 'getComputedStyle(document.documentElement).color';
const overflow =
	'document.documentElement.scrollWidth - document.documentElement.clientWidth';

async function checkSilence(page) {
	same(page.complaints, [], 'nothing complains on the console');
	same(page.requests, [url], 'no request leaves the page');
}

async function checkWidths(page) {
	for (const width of [360, 768, 1280, 1920]) {
		await page.size(width);
		same(await page.evaluate(overflow), 0,
			`the page does not scroll sideways at ${width} px`);
		await page.media({ scheme: 'light' });
		await take(page, `${width}-light`);
		await page.media({ scheme: 'dark' });
		await take(page, `${width}-dark`);
	}
	await page.size(360);
	same(await page.evaluate(`[...document.querySelectorAll('figure')].every(
		(f) => f.querySelector('.narrow').offsetWidth &&
			!f.querySelector('.wide').offsetWidth)`), true,
		'a telephone gets the narrow charts');
	await checkWideTables(page);
	await page.size(1280);
}

// On a telephone: the shade is that of the edge, and lies there.
async function checkWideTables(page) {
	const wide = `[...document.querySelectorAll('.scroll')].filter(
		(box) => box.scrollWidth > box.clientWidth)`;
	ok(await page.evaluate(`${wide}.length`) > 0, 'some tables are too wide');
	same(await page.evaluate(`${wide}.every((box) => {
		const style = getComputedStyle(box);
		return style.backgroundAttachment === 'local, local, scroll, scroll' &&
			style.backgroundImage.split('linear-gradient(').length === 5;
	})`), true, 'a table that is too wide has a shade where it goes on');
	same(await page.evaluate(`${wide}.every((box) => box.tabIndex === 0 &&
		box.getAttribute('role') && box.getAttribute('aria-label'))`), true,
		'a table that is too wide is reached by the keyboard, with a name');
	same(await page.evaluate(`${wide}.filter((box) => {
		const head = box.querySelector('tbody th[scope=row]');
		const left = head && head.getBoundingClientRect().left;
		box.scrollLeft = 60;
		return getComputedStyle(box).overflowX !== 'auto' ||
			(head && head.getBoundingClientRect().left !== left);
	}).length`), 0, 'it scrolls, and the heads of its rows stay');
}

async function checkSchemes(page) {
	const button = `document.getElementById('theme')`;

	await page.media({ scheme: 'light' });
	same(await page.evaluate(background), 'rgb(255, 255, 255)',
		'paper is white where the system is light');
	await page.media({ scheme: 'dark' });
	same(await page.evaluate(background), 'rgb(13, 17, 23)',
		'paper is dark where the system is dark');
	await page.evaluate(`${button}.click()`);
	same(await page.evaluate(`[${background}, ${button}.textContent]`),
		['rgb(255, 255, 255)', 'Dark'],
		'the button makes a dark page light, and then offers dark');
	await page.evaluate(`${button}.click()`);
	same(await page.evaluate(`[${background}, ${button}.textContent]`),
		['rgb(13, 17, 23)', 'Light'], 'and back again');
}

// Of the style of all that the selector finds: the values there are.
const styles = (selector, property) => `[...new Set([...document
	.querySelectorAll('${selector}')].map((e) =>
		getComputedStyle(e).getPropertyValue('${property}')))]`;

// Emulated, as no test can look into a PDF: widths are those of the text.
async function checkPaper(page) {
	await page.media({ scheme: 'dark', type: 'print' });
	same(await page.evaluate(ink), 'rgb(31, 35, 40)',
		'print has dark ink, whatever the screen had');
	same(await page.evaluate(styles('.contents, .tools, .skip, .picker',
		'display')), ['none'], 'print leaves out what is of use on a screen');
	same(await page.evaluate(styles('thead button', 'display')), ['contents'],
		'print has no button in a head, which keeps Chromium from repeating it');
	same(await page.evaluate(styles('thead', 'display')),
		['table-header-group'], 'print repeats the heads of tables');
	same(await page.evaluate(styles('figure, tr, .tiles li', 'break-inside')),
		['avoid'], 'print breaks no figure and no row');
	same(await page.evaluate(styles('h2, h3, caption, figcaption',
		'break-after')), ['avoid'], 'print leaves no heading behind');
	same(await page.evaluate(styles('.scroll', 'overflow-x')), ['visible'],
		'print has no box that would have to be scrolled');
	same(await page.evaluate(styles('tbody th[scope=row], caption span',
		'position')), ['static'], 'print holds nothing in its place');
	await page.evaluate(`document.querySelectorAll(
		'#comparability tr:first-child td:not(.num)').forEach((cell) =>
			cell.append('x'.repeat(80)))`);
	for (const [width, paper] of [[718, 'A4'], [600, 'narrow paper']]) {
		await page.size(width); // between the margins
		same(await page.evaluate(overflow), 0, `${paper} cuts no table off`);
	}
	await page.size(1280);
	await page.media({ scheme: 'light' });
	await checkOpening(page);
}

async function checkOpening(page) {
	const open = `[...document.querySelectorAll('details')].map((d) => d.open)`;
	const closed = await page.evaluate(open);

	await page.evaluate(`dispatchEvent(new Event('beforeprint'))`);
	same(await page.evaluate(`${open}.every(Boolean)`), true,
		'all that is folded opens for print');
	await page.evaluate(`dispatchEvent(new Event('afterprint'))`);
	same(await page.evaluate(open), closed, 'and folds again');
}

async function checkFocus(page) {
	await page.evaluate(`document.querySelector('.contents a').focus()`);
	ok(await page.evaluate(`getComputedStyle(document.activeElement)
		.outlineStyle`) !== 'none', 'what has the focus has a ring');
	const skip = `document.querySelector('.skip')`;
	const left = `${skip}.getBoundingClientRect().left`;
	ok(await page.evaluate(left) < -100, 'the link to the report is hidden');
	await page.evaluate(`${skip}.focus()`);
	ok(await page.evaluate(left) >= 0, 'until it has the focus');
	await page.evaluate(`document.activeElement.blur()`);
}

// The numbers of a column of a table, top down; null where there is none.
const column = (table, cell) => `[...${table}.tBodies[0].rows].map((row) =>
	'value' in row.cells[${cell}].dataset ?
		Number(row.cells[${cell}].dataset.value) : null)`;

async function checkSorting(page) {
	const table = `document.querySelector('#overhead table')`;
	const head = `${table}.tHead.rows[0].cells[4]`;
	const press = `${head}.querySelector('button').click()`;
	// The first without a number, the last with one of another length.
	await page.evaluate(`((cells) => { delete cells[0].dataset.value;
		cells.at(-1).dataset.value = '1e-9'; })(
			[...${table}.tBodies[0].rows].map((row) => row.cells[4]))`);
	await page.evaluate(press);
	const up = await page.evaluate(column(table, 4));
	const numbers = up.slice(0, -1);
	ok(numbers[0] === 1e-9 && up.at(-1) === null &&
		numbers.every((value, i) => !i || numbers[i - 1] <= value),
		'a heading sorts its table by numbers, and those without come last',
		JSON.stringify(up));
	same(await page.evaluate(`${head}.getAttribute('aria-sort')`), 'ascending',
		'a heading says the direction');
	await page.evaluate(press);
	same(await page.evaluate(column(table, 4)), [...up].reverse(),
		'a second press turns it round');
	same(await page.evaluate(`${head}.getAttribute('aria-sort')`),
		'descending', 'and it says so');
}

async function checkVariants(page) {
	const button = `document.querySelectorAll('.variants button')[1]`;
	const order = await page.evaluate(`${button}.parentNode.dataset.variant`);
	const rows = `[...document.querySelectorAll('tr[data-variant]')]`;
	const lit = `[...new Set(${rows}.filter((row) =>
		getComputedStyle(row).opacity === '1').map((r) => r.dataset.variant))]`;
	const marks = `[...new Set([...document.querySelectorAll(
		'.chart [class*="hue-s"]')].filter((m) =>
			!m.classList.contains('dim')).map((m) =>
				/hue-s\\d+/.exec(m.getAttribute('class'))[0]))]`;
	const before = await page.evaluate(`[${lit}, ${marks}]`);

	await page.evaluate(`${button}.click()`);
	same(await page.evaluate(`[${lit}, ${marks},
		${button}.getAttribute('aria-pressed')]`), [[order], ['hue-s' + order], 'true'],
		'a variant dims the rows and the marks of the others');
	await page.evaluate(`${button}.click()`);
	same(await page.evaluate(`[${lit}, ${marks}]`), before,
		'a second press shows all again');
}

async function checkScript(page) {
	await checkSorting(page);
	await page.evaluate(`document.querySelector('.picker input').click()`);
	same(await page.evaluate(`[...document.querySelectorAll('[data-metric]')]
		.every((c) => c.hidden === (c.dataset.metric === 'latency_p50'))`),
		true, 'a box hides its percentile everywhere, and no other');
	await checkVariants(page);
}

function skip(name, what) {
	console.log(`ok ${++count} - ${name} # SKIP npm install --prefix build ` +
		what);
}

function checkMarkup() {
	const name = 'html-validate finds nothing';
	if (!existsSync(validator)) {
		skip(name, 'html-validate');
		return;
	}
	const run = spawnSync(validator, ['--preset', 'standard', report],
		{ encoding: 'utf8' });
	ok(run.status === 0, name, run.stdout.slice(0, 4000));
}

async function checkAccess(page, name) {
	if (!existsSync(axe)) {
		skip(name, 'axe-core');
		return;
	}
	await page.evaluate(readFileSync(axe, 'utf8'));
	const found = await page.evaluate(`axe.run(document, { resultTypes:
		['violations'] }).then((r) => r.violations.map((v) => v.id + ': ' +
		v.nodes.slice(0, 3).map((n) => n.html.slice(0, 200) + '\\n' +
			n.failureSummary).join('\\n')))`);
	same(found.length, 0, name);
	found.forEach((text) => console.log('# ' + text.replace(/\n/g, '\n# ')));
}

async function checkWithoutScripts() {
	const page = await Page.open(browser, url, { scripts: false });
	same(page.complaints, [], 'nothing complains where scripts are off');
	same(await page.evaluate(`document.querySelectorAll('button').length +
		Number(document.getElementById('tools').offsetHeight)`), 1,
		'where scripts are off no button is shown');
	ok((await page.evaluate(`document.querySelectorAll('td.num').length`)) > 20,
		'all tables are there without scripts');
	await page.media({ type: 'print' });
	same(await page.evaluate(`[...document.querySelectorAll('details')].filter(
		(d) => !d.lastElementChild.checkVisibility()).length`), 0,
		'print shows what is folded without scripts, too');
}

checkMarkup();
const page = await Page.open(browser, url);
await checkSilence(page);
await checkWidths(page);
await checkSchemes(page);
await checkPaper(page);
await checkFocus(page);
await page.media({ scheme: 'light' });
await page.evaluate(`document.querySelectorAll('details').forEach(
	(d) => { d.open = true; })`);
await checkAccess(page, 'axe finds nothing in light');
await page.evaluate(`document.documentElement.dataset.theme = 'dark'`);
await checkAccess(page, 'axe finds nothing in dark');
await checkScript(page);
await checkSilence(page);
await checkWithoutScripts();
await browser.close();
console.log(`1..${count}`);
process.exit(failed ? 1 : 0);
