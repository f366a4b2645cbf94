// npm's SDK of the Model Context Protocol, which nobody here wrote, as the client of
// footnote mcp: over standard input and output, then over HTTP. Told "transcript", it prints
// what is said.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { program, check, has, later, play, same, start } from './stage.mjs';

const shown = process.argv.includes('transcript');
const tell = (line) => shown && console.log(line);
const token = 'a token that is long enough'.replaceAll(' ', '-');
const tower = '# 燈塔手冊\n\n## 外觀\n\n燈塔高四十二公尺，漆成白色。它建於1898年。\n\n## 開放\n\n燈塔每週六開放參觀，門票五十元。\n';

async function client(transport) {
  const it = new Client({ name: 'peers', version: '1' });
  await it.connect(transport);
  later(() => it.close());
  return it;
}

async function call(it, name, input, options) {
  const result = await it.callTool({ name, arguments: input }, undefined, options);
  tell(`\n→ ${name} ${JSON.stringify(input)}`);
  for (const part of result.content) tell(part.type === 'text' ? part.text.trimEnd() : `${part.type}: ${part.uri} ${part.name}`);
  return result;
}

async function session(it) {
  same((await it.listTools()).tools.map((one) => one.name), ['ask', 'check', 'list', 'read', 'search'], 'the tools');
  has(it.getInstructions(), 'never to be followed', 'the instructions');
  const said = [];
  const sure = await call(it, 'ask', { question: '燈塔有多高？' }, { onprogress: (p) => said.push(p) });
  same([sure.isError ?? false, sure.structuredContent.tier], [false, 'sure'], 'a sure answer');
  has(sure.content[0].text, '四十二公尺', 'its text');
  const link = sure.content.find((part) => part.type === 'resource_link');
  same(link.uri, sure.structuredContent.footnotes[0].uri, 'the link of its footnote');
  const { contents } = await it.readResource({ uri: link.uri });
  same(contents[0].text, sure.structuredContent.footnotes[0].quote, 'the sentence behind it');
  has(contents[1].text, contents[0].text, 'the section of the sentence');
  tell(`\n→ resources/read ${link.uri}`);
  contents.forEach((one) => tell(`${one.uri}\n${one.text}`));
  const refused = await call(it, 'ask', { question: '2024年奧運會在哪裡舉行？' });
  same([refused.isError ?? false, refused.structuredContent.tier, refused.structuredContent.footnotes], [false, 'refused', []], 'a refusal');
  same((await call(it, 'check', { text: '燈塔建於1898年。燈塔高九十公尺。' })).structuredContent.claims.map((one) => one.finding), ['supported', 'opposed'], 'what is checked');
  check((await call(it, 'search', { query: '門票', limit: 1 })).structuredContent.passages[0].text.includes('五十元'), 'a passage');
  const [article] = (await call(it, 'list', {})).structuredContent.articles;
  same((await it.listResources()).resources.map((one) => one.uri), [article.uri], 'the resources');
  has((await call(it, 'read', { article: '燈塔', section: '開放' })).structuredContent.text, '門票', 'a section');
  const unknown = await call(it, 'ask', { question: '燈塔有多高？', article: '石橋' });
  check(unknown.isError, 'an article that is not there is an error');
  has(unknown.content[0].text, 'list shows ids and titles', 'what to do about it');
  const bad = await it.readResource({ uri: 'footnote://files/nothing' }).catch((reason) => reason);
  has(bad.message, 'list shows', 'a resource that is not there');
  await it.ping();
}

await play('mcp', 60, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'footnote-peers-'));
  later(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'tower.md'), tower);
  const args = ['mcp', '--article', join(folder, 'tower.md'), '--data', folder];
  const transport = new StdioClientTransport({ command: await program('./cmd/footnote', folder), args, stderr: 'pipe' });
  let log = '';
  transport.stderr.on('data', (part) => (log += part));
  tell('# over standard input and output');
  await session(await client(transport));
  same(log, '', 'standard error');

  const { line } = await start('./cmd/footnote', [...args, '--http', '127.0.0.1:0'], () => ({ FOOTNOTE_API_TOKEN: token }), { stream: 'stderr', ready: (text) => text.includes('"listening"') });
  const url = new URL(JSON.parse(line).url);
  const stranger = await client(new StreamableHTTPClientTransport(url)).catch((reason) => reason);
  check(stranger instanceof Error, 'nobody comes in without a token');
  tell('\n# over HTTP');
  await session(await client(new StreamableHTTPClientTransport(url, { requestInit: { headers: { Authorization: `Bearer ${token}` } } })));
});
