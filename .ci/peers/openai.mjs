// npm's openai package as a client of footnote serve --api: models, answers with and without
// streaming, follow-ups, embeddings and errors.

import OpenAI from 'openai';
import { check, has, test, same, start } from './harness.mjs';

const token = '0123456789abcdef-peers';
const asked = '2022年我國數據存儲量是多少?';
const say = (content, role = 'user') => ({ role, content });

async function serve() {
  const environment = (folder) => ({ DISCORD_TOKEN: '', OPENAI_API_KEY: '', OPENAI_BASE_URL: '', FOOTNOTE_DATA: folder, FOOTNOTE_API_TOKEN: token });
  const { line } = await start('./cmd/footnote', ['serve', '--api', '127.0.0.1:0'], environment, { stream: 'stderr', ready: (text) => text.includes('the API answers') });
  return `http://${JSON.parse(line).address}/v1`;
}

// failure returns the error that a call fails with.
const failure = (call) => call.then(() => ({ name: 'no error' }), (reason) => reason);

async function answers(client) {
  const models = [];
  for await (const model of client.models.list()) models.push(model.id);
  same(models[0], 'local', 'the first model');
  same((await client.models.retrieve(models[1])).id, models[1], 'the model of an article');

  const messages = [say('You are a helpful assistant.', 'system'), say(asked)];
  const whole = await client.chat.completions.create({ model: models[1], messages, temperature: 0, max_tokens: 50 });
  const [{ message, finish_reason: finish }] = whole.choices;
  has(message.content, '724.5EB', 'the answer');
  has(message.content, '\n\n來源：\n\n- [1] ', 'the answer');
  same(finish, 'stop', 'the finish reason');
  has(whole.footnote.footnotes[0].quote, '724.5EB', 'its footnote');
  check(whole.usage.total_tokens > 0, 'the usage is empty');

  const stream = client.chat.completions.stream({ model: 'local', messages, stream_options: { include_usage: true } });
  let footnote;
  stream.on('chunk', (chunk) => { footnote ??= chunk.footnote; });
  const streamed = await stream.finalChatCompletion();
  same(streamed.choices[0].message.content, message.content, 'the answer as a stream');
  same(footnote.footnotes, whole.footnote.footnotes, 'its footnotes');
  same(streamed.usage, whole.usage, 'the usage of the stream');

  messages.push(message, say([{ type: 'text', text: '那算力呢?' }]));
  has((await client.chat.completions.create({ model: 'local', messages })).choices[0].message.content, 'EFLOPS', 'a follow-up');
}

async function embeddings(client) {
  const model = 'multilingual-e5-small';
  const texts = ['燈塔有多高?', '燈塔高四十二公尺。', 'Cats sleep all day.'];
  const { data } = await client.embeddings.create({ model, input: texts }); // in base64, as the package asks
  const dot = (a, b) => a.reduce((sum, x, i) => sum + x * b[i], 0);
  const [tower, tall, cats] = data.map((one) => one.embedding);
  same(tower.length, 384, 'the length of a vector');
  check(dot(tower, tall) > dot(tower, cats), 'a similar text is not the nearer one');
  const plain = await client.embeddings.create({ model, input: texts[0], encoding_format: 'float' });
  check(Math.abs(dot(plain.data[0].embedding, tower) - 1) < 1e-3, 'the encodings give different numbers');
}

async function errors(client, baseURL) {
  const create = (body) => failure(client.chat.completions.create({ model: 'local', messages: [say(asked)], ...body }));
  for (const [body, kind, code, param] of [
    [{ model: 'gpt-4o' }, OpenAI.NotFoundError, 'model_not_found', 'model'],
    [{ n: 3 }, OpenAI.BadRequestError, 'unsupported_value', 'n'],
    [{ tool_choice: 'required' }, OpenAI.BadRequestError, 'unsupported_value', 'tool_choice'],
    [{ messages: [] }, OpenAI.BadRequestError, 'missing_required_parameter', 'messages'],
    [{ messages: [say('x'.repeat(2001))], stream: true }, OpenAI.BadRequestError, 'invalid_value', 'messages'],
  ]) {
    const reason = await create(body);
    check(reason instanceof kind, `${JSON.stringify(body)} ends in ${reason.name}`);
    same([reason.code, reason.param], [code, param], 'the code and the parameter');
  }
  check(await failure(new OpenAI({ apiKey: 'wrong', baseURL, maxRetries: 0 }).models.list()) instanceof OpenAI.AuthenticationError, 'a wrong token is accepted');
}

await test('openai', 120, async () => {
  const baseURL = await serve();
  const client = new OpenAI({ apiKey: token, baseURL, maxRetries: 0 });
  await answers(client);
  await embeddings(client);
  await errors(client, baseURL);
});
