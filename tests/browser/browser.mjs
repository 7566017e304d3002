// SPDX-License-Identifier: GPL-3.0-or-later
// A headless Chromium, spoken to over its pipe (the DevTools protocol), without
// any package.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const FLAGS = ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run',
	'--disable-background-networking', '--disable-component-update',
	'--disable-sync', '--hide-scrollbars', '--remote-debugging-pipe'];

export class Browser {
	constructor(program) {
		this.folder = mkdtempSync(join(tmpdir(), 'meshstat-browser-'));
		this.process = spawn(program,
			[...FLAGS, '--user-data-dir=' + this.folder],
			{ stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'] });
		this.waiting = new Map();
		this.listeners = [];
		this.next = 1;
		this.rest = '';
		this.process.stdio[4].on('data', (bytes) => this.read(bytes));
	}

	read(bytes) {
		const parts = (this.rest + bytes).split('\0');
		this.rest = parts.pop();
		for (const part of parts) {
			const message = JSON.parse(part);
			const answer = this.waiting.get(message.id);
			if (!message.id)
				this.listeners.forEach((listener) => listener(message));
			else if (message.error)
				answer.reject(new Error(message.error.message));
			else
				answer.resolve(message.result);
		}
	}

	send(method, params = {}, sessionId = undefined) {
		const id = this.next++;
		this.process.stdio[3].write(
			JSON.stringify({ id, method, params, sessionId }) + '\0');
		return new Promise((resolve, reject) =>
			this.waiting.set(id, { resolve, reject }));
	}

	async close() {
		const ended = new Promise((resolve) =>
			this.process.on('exit', resolve));
		await this.send('Browser.close');
		await ended;
		rmSync(this.folder, { recursive: true, force: true });
	}
}

// One page of it, and what it said and asked for since it was opened.
export class Page {
	static async open(browser, url, { scripts = true } = {}) {
		const page = new Page();
		const target = await browser.send('Target.createTarget',
			{ url: 'about:blank' });
		const session = await browser.send('Target.attachToTarget',
			{ targetId: target.targetId, flatten: true });
		page.send = (method, params) =>
			browser.send(method, params, session.sessionId);
		page.requests = [];
		page.complaints = [];
		page.loaded = new Promise((resolve) => browser.listeners.push(
			(m) => m.sessionId === session.sessionId && page.hear(m, resolve)));
		for (const domain of ['Page', 'Network', 'Runtime', 'Log'])
			await page.send(domain + '.enable');
		if (!scripts)
			await page.send('Emulation.setScriptExecutionDisabled',
				{ value: true });
		await page.send('Page.navigate', { url });
		await page.loaded;
		return page;
	}

	hear({ method, params }, loaded) {
		if (method === 'Page.loadEventFired')
			loaded();
		if (method === 'Network.requestWillBeSent')
			this.requests.push(params.request.url);
		if (method === 'Runtime.exceptionThrown')
			this.complaints.push(params.exceptionDetails.text);
		if (method === 'Runtime.consoleAPICalled')
			this.complaints.push(params.type);
		if (method === 'Log.entryAdded')
			this.complaints.push(params.entry.text);
	}

	async evaluate(expression) {
		const { result, exceptionDetails } = await this.send(
			'Runtime.evaluate',
			{ expression, returnByValue: true, awaitPromise: true });
		if (exceptionDetails)
			throw new Error(exceptionDetails.exception?.description ||
				exceptionDetails.text);
		return result.value;
	}

	size(width, height = 800) {
		return this.send('Emulation.setDeviceMetricsOverride',
			{ width, height, deviceScaleFactor: 1, mobile: width < 600 });
	}

	media({ scheme = 'light', type = '' } = {}) {
		return this.send('Emulation.setEmulatedMedia', { media: type,
			features: [{ name: 'prefers-color-scheme', value: scheme }] });
	}

	async picture(full = true) {
		const { data } = await this.send('Page.captureScreenshot',
			{ captureBeyondViewport: full });
		return Buffer.from(data, 'base64');
	}
}
