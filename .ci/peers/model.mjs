// A language model of a few sentences, behind an API like OpenAI's: what it
// says stands in the passage that it cites, and what it is not told it does not
// know.

import { createServer } from 'node:http';
import { once } from 'node:events';
import { later } from './stage.mjs';

const known = [
  { ask: /存儲量/, mark: '724.5EB', say: '2022年我國數據存儲量為724.5EB。' },
  { ask: /產量/, mark: '8.1ZB', say: '2022年我國數據產量為8.1ZB。' },
  { ask: /computing power|算力/, mark: '150EFLOPS', say: 'The total computing power of China exceeded 150EFLOPS in 2022.' },
];

// wholes are questions that stand alone, for what is asked in other words.
const wholes = [['computing power', '2022年我國算力總規模是多少?'], ['產量', '2022年我國數據產量是多少?']];

// reply is what the model says to a request. Lines of a fence stand before each
// part of it.
function reply({ messages }) {
  const parts = messages.at(-1).content.split(/^=====[0-9a-f]+ /m);
  const question = parts.findLast((part) => /^(latest )?question\n/.test(part)) ?? '';
  if (messages[0].content.includes('"search"')) {
    const whole = wholes.find(([sign]) => question.includes(sign))?.[1] ?? question.split('\n')[1];
    return JSON.stringify({ question: whole, search: whole });
  }
  for (const { ask, mark, say } of known) {
    const passage = parts.find((part) => part.startsWith('passage ') && part.includes(mark));
    if (ask.test(question) && passage) return `${say}[${passage.match(/\d+/)[0]}]`;
  }
  return 'NO_ANSWER';
}

// model listens, and is the base of its API.
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
  later(() => server.close());
  return `http://127.0.0.1:${server.address().port}/v1`;
}
