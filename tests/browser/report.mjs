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
}

async function checkSchemes(page) {
	await page.media({ scheme: 'light' });
	same(await page.evaluate(background), 'rgb(255, 255, 255)',
		'paper is white where the system is light');
	await page.media({ scheme: 'dark' });
	same(await page.evaluate(background), 'rgb(13, 17, 23)',
		'paper is dark where the system is dark');
	await page.evaluate(`document.getElementById('theme').click()`);
	same(await page.evaluate(background), 'rgb(255, 255, 255)',
		'the button makes a dark page light');
	await page.evaluate(`document.getElementById('theme').click()`);
	await page.media({ scheme: 'dark', type: 'print' });
	same(await page.evaluate(ink), 'rgb(31, 35, 40)',
		'print has dark ink, whatever the screen had');
	same(await page.evaluate(
		`document.querySelector('nav').offsetParent === null`), true,
		'print leaves the list of contents out');
	same(await page.evaluate(`[...document.querySelectorAll('thead button')]
		.every((b) => getComputedStyle(b).display === 'contents')`), true,
		'print has no button in a head, which keeps Chromium from repeating it');
	await page.size(718); // A4 between the margins
	same(await page.evaluate(overflow), 0, 'paper cuts no table off');
	await page.size(1280);
	await page.media({ scheme: 'light' });
}

async function checkScript(page) {
	const first = `document.querySelector(
		'#overhead table tbody tr th').textContent.trim()`;
	const before = await page.evaluate(first);
	await page.evaluate(`document.querySelector(
		'#overhead table thead th button').click()`);
	await page.evaluate(`document.querySelector(
		'#overhead table thead th button').click()`);
	ok(await page.evaluate(first) !== before, 'a heading sorts its table',
		`the first row is still ${before}`);
	await page.evaluate(`document.querySelector('.picker input').click()`);
	same(await page.evaluate(`[...document.querySelectorAll(
		'[data-metric=latency_p50]')].every((c) => c.hidden)`), true,
		'a box hides its percentile everywhere');
	await page.evaluate(
		`document.querySelectorAll('.variants button')[1].click()`);
	same(await page.evaluate(`[...document.querySelectorAll(
		'tr[data-variant]')].every((r) => r.classList.contains('dim') ===
			(r.dataset.variant !== '1'))`), true,
		'a variant dims the rows of the others');
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
}

checkMarkup();
const page = await Page.open(browser, url);
await checkSilence(page);
await checkWidths(page);
await checkSchemes(page);
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
