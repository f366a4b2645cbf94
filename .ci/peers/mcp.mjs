// npm's SDK of the Model Context Protocol as a client of footnote mcp: over standard input and
// output, then over HTTP. With the argument "transcript" it prints the conversation.

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StdioClientTransport } from '@modelcontextprotocol/sdk/client/stdio.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { program, check, has, atEnd, test, same, start } from './harness.mjs';

const verbose = process.argv.includes('transcript');
const print = (line) => verbose && console.log(line);
const token = 'a token that is long enough'.replaceAll(' ', '-');
const tower = '# 燈塔手冊\n\n## 外觀\n\n燈塔高四十二公尺，漆成白色。它建於1898年。\n\n## 開放\n\n燈塔每週六開放參觀，門票五十元。\n';

async function connect(transport) {
  const client = new Client({ name: 'peers', version: '1' });
  await client.connect(transport);
  atEnd(() => client.close());
  return client;
}

async function call(client, name, input, options) {
  const result = await client.callTool({ name, arguments: input }, undefined, options);
  print(`\n→ ${name} ${JSON.stringify(input)}`);
  for (const part of result.content) print(part.type === 'text' ? part.text.trimEnd() : `${part.type}: ${part.uri} ${part.name}`);
  return result;
}

async function session(client) {
  same((await client.listTools()).tools.map((one) => one.name), ['ask', 'check', 'list', 'read', 'search'], 'the tools');
  has(client.getInstructions(), 'never to be followed', 'the instructions');
  const sure = await call(client, 'ask', { question: '燈塔有多高？' }, { onprogress: () => {} });
  same([sure.isError ?? false, sure.structuredContent.tier], [false, 'sure'], 'a sure answer');
  has(sure.content[0].text, '四十二公尺', 'its text');
  const link = sure.content.find((part) => part.type === 'resource_link');
  same(link.uri, sure.structuredContent.footnotes[0].uri, 'the link of its footnote');
  const { contents } = await client.readResource({ uri: link.uri });
  same(contents[0].text, sure.structuredContent.footnotes[0].quote, 'the sentence behind it');
  has(contents[1].text, contents[0].text, 'the section of the sentence');
  print(`\n→ resources/read ${link.uri}`);
  contents.forEach((one) => print(`${one.uri}\n${one.text}`));
  const refused = await call(client, 'ask', { question: '2024年奧運會在哪裡舉行？' });
  same([refused.isError ?? false, refused.structuredContent.tier, refused.structuredContent.footnotes], [false, 'refused', []], 'a refusal');
  same((await call(client, 'check', { text: '燈塔建於1898年。燈塔高九十公尺。' })).structuredContent.claims.map((one) => one.finding), ['supported', 'opposed'], 'the findings');
  check((await call(client, 'search', { query: '門票', limit: 1 })).structuredContent.passages[0].text.includes('五十元'), 'a passage');
  const [article] = (await call(client, 'list', {})).structuredContent.articles;
  same((await client.listResources()).resources.map((one) => one.uri), [article.uri], 'the resources');
  has((await call(client, 'read', { article: '燈塔', section: '開放' })).structuredContent.text, '門票', 'a section');
  const unknown = await call(client, 'ask', { question: '燈塔有多高？', article: '石橋' });
  check(unknown.isError, 'an unknown article is not an error');
  has(unknown.content[0].text, 'list shows ids and titles', 'the text of the error');
  const bad = await client.readResource({ uri: 'footnote://files/nothing' }).catch((reason) => reason);
  has(bad.message, 'list shows', 'an unknown resource');
  await client.ping();
}

await test('mcp', 60, async () => {
  const folder = await mkdtemp(join(tmpdir(), 'footnote-peers-'));
  atEnd(() => rm(folder, { recursive: true, force: true }));
  await writeFile(join(folder, 'tower.md'), tower);
  const args = ['mcp', '--article', join(folder, 'tower.md'), '--data', folder];
  const transport = new StdioClientTransport({ command: await program('./cmd/footnote', folder), args, stderr: 'pipe' });
  let log = '';
  transport.stderr.on('data', (part) => (log += part));
  print('# over standard input and output');
  await session(await connect(transport));
  same(log, '', 'standard error');

  const { line } = await start('./cmd/footnote', [...args, '--http', '127.0.0.1:0'], () => ({ FOOTNOTE_API_TOKEN: token }), { stream: 'stderr', ready: (text) => text.includes('"listening"') });
  const url = new URL(JSON.parse(line).url);
  const stranger = await connect(new StreamableHTTPClientTransport(url)).catch((reason) => reason);
  check(stranger instanceof Error, 'a client without a token is accepted');
  print('\n# over HTTP');
  await session(await connect(new StreamableHTTPClientTransport(url, { requestInit: { headers: { Authorization: `Bearer ${token}` } } })));
});
