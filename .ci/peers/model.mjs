// A stand-in for a language model behind an OpenAI-compatible API. It knows a few sentences, and
// says one only if the passages contain it.

import { createServer } from 'node:http';
import { once } from 'node:events';
import { atEnd } from './harness.mjs';

const known = [
  { ask: /存儲量/, mark: '724.5EB', say: '2022年我國數據存儲量為724.5EB。' },
  { ask: /產量/, mark: '8.1ZB', say: '2022年我國數據產量為8.1ZB。' },
  { ask: /computing power|算力/, mark: '150EFLOPS', say: 'The total computing power of China exceeded 150EFLOPS in 2022.' },
];

// standalone has the full question for a follow-up that contains these words.
const standalone = [['computing power', '2022年我國算力總規模是多少?'], ['產量', '2022年我國數據產量是多少?']];

// reply returns what the model answers. A prompt separates its parts by fence lines.
function reply({ messages }) {
  const parts = messages.at(-1).content.split(/^=====[0-9a-f]+ /m);
  const question = parts.findLast((part) => /^(latest )?question\n/.test(part)) ?? '';
  if (messages[0].content.includes('"search"')) {
    const full = standalone.find(([words]) => question.includes(words))?.[1] ?? question.split('\n')[1];
    return JSON.stringify({ question: full, search: full });
  }
  for (const { ask, mark, say } of known) {
    const passage = parts.find((part) => part.startsWith('passage ') && part.includes(mark));
    if (ask.test(question) && passage) return `${say}[${passage.match(/\d+/)[0]}]`;
  }
  return 'NO_ANSWER';
}

// model starts the server and returns the base address of its API.
export async function model() {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const part of request) body += part;
    const asked = JSON.parse(body);
    const text = reply(asked);
    if (!asked.stream) {
      const choices = [{ index: 0, message: { role: 'assistant', content: text }, finish_reason: 'stop' }];
      return response.writeHead(200, { 'Content-Type': 'application/json' }).end(JSON.stringify({ id: '1', object: 'chat.completion', model: asked.model, choices }));
    }
    response.writeHead(200, { 'Content-Type': 'text/event-stream' });
    const send = (delta, finish) => response.write(`data: ${JSON.stringify({ id: '1', object: 'chat.completion.chunk', model: asked.model, choices: [{ index: 0, delta, finish_reason: finish }] })}\n\n`);
    for (const character of text) send({ content: character }, null);
    send({}, 'stop');
    response.end('data: [DONE]\n\n');
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  atEnd(() => server.close());
  return `http://127.0.0.1:${server.address().port}/v1`;
}
