// OpenAI's own JavaScript client, as anybody uses it. GATEWAY_URL names the gateway.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import OpenAI, {
  AuthenticationError,
  InternalServerError,
  RateLimitError,
} from 'openai';

// The same as Chat.EASY and Chat.HARD of the Java tests.
const EASY = 'Hello, how are you today?';
const HARD =
  'Prove that every bounded sequence of real numbers has a convergent subsequence.';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const TOOL = {
  type: 'function',
  function: {
    name: 'get_weather',
    parameters: {
      type: 'object',
      properties: { city: { type: 'string' } },
      required: ['city'],
    },
  },
};

function client(path = '/v1', apiKey = 'alice-key') {
  return new OpenAI({
    baseURL: process.env.GATEWAY_URL + path,
    apiKey,
    maxRetries: 0,
    timeout: 30_000,
  });
}

function ask(content, more = {}) {
  return { model: 'auto', messages: [{ role: 'user', content }], ...more };
}

test('gets an answer', async () => {
  const completion = await client().chat.completions.create(ask(EASY));

  assert.match(completion.choices[0].message.content, /^fast\/gpt-5-mini:/);
  assert.equal(completion.model, 'gpt-5-mini');
  assert.ok(completion.usage.total_tokens > 0);
});

test('shows request id and headers of an answer', async () => {
  const { data, response, request_id } = await client()
    .chat.completions.create(ask(EASY))
    .withResponse();

  // The provider's own id, which request-id leaves alone.
  assert.match(data._request_id, /^req_/);
  assert.equal(request_id, data._request_id);
  assert.match(response.headers.get('x-ai-request-id'), UUID);
  assert.equal(response.headers.get('x-ai-target'), 'fast');
});

test('gets a stream', async () => {
  const stream = await client().chat.completions.create(
    ask(HARD, { stream: true, stream_options: { include_usage: true } }),
  );

  let text = '';
  let usage;
  for await (const chunk of stream) {
    text += chunk.choices[0]?.delta?.content ?? '';
    usage = chunk.usage ?? usage;
  }
  assert.match(text, /^smart\/gpt-5\.1:/);
  assert.ok(usage.total_tokens > 0);
});

test('can leave a stream', async () => {
  const stream = await client().chat.completions.create(
    ask(EASY, { stream: true }),
    { headers: { 'x-stub-tokens': '2000', 'x-stub-token-pace-ms': '20' } },
  );

  for await (const chunk of stream) {
    assert.equal(chunk.choices[0].delta.role, 'assistant');
    break;
  }
  assert.ok(stream.controller.signal.aborted);
});

test('calls a tool', async () => {
  const completion = await client().chat.completions.create(
    ask('Please call the tool for Paris', { tools: [TOOL] }),
  );

  const choice = completion.choices[0];
  assert.equal(choice.finish_reason, 'tool_calls');
  const call = choice.message.tool_calls[0];
  assert.equal(call.function.name, 'get_weather');
  assert.ok('city' in JSON.parse(call.function.arguments));
});

test('calls a tool in a stream', async () => {
  const completion = await client()
    .chat.completions.stream(
      ask('Please call the tool for Paris', { tools: [TOOL] }),
    )
    .finalChatCompletion();

  const choice = completion.choices[0];
  assert.equal(choice.finish_reason, 'tool_calls');
  const call = choice.message.tool_calls[0];
  assert.equal(call.function.name, 'get_weather');
  assert.ok('city' in JSON.parse(call.function.arguments));
});

for (const stream of [false, true]) {
  test(`shows our errors as its own, stream: ${stream}`, async () => {
    const answer = client('/broken').chat.completions.create(
      ask(EASY, { stream }),
    );

    await assert.rejects(answer, (error) => {
      assert.ok(error instanceof InternalServerError);
      assert.equal(error.status, 500);
      assert.equal(error.code, 'invalid_plugin_config');
      assert.match(error.message, /similarity_threshold must be in \(0, 1\]/);
      assert.match(error.requestID, UUID);
      return true;
    });
  });
}

test('shows a wrong key as an authentication error', async () => {
  const answer = client('/v1', 'not-a-key').chat.completions.create(ask(EASY));

  await assert.rejects(answer, (error) => {
    assert.ok(error instanceof AuthenticationError);
    assert.equal(error.status, 401);
    assert.match(error.requestID, UUID);
    return true;
  });
});

// Room for one answer in two seconds; what a request may need is told by its limit.
const SHORT = { model: 'gpt-5-mini', max_completion_tokens: 20 };

test('waits for its budget and tries again by itself', async () => {
  const statuses = [];
  const patient = new OpenAI({
    baseURL: process.env.GATEWAY_URL + '/tight-node',
    apiKey: 'alice-key',
    fetch: async (...call) => {
      const response = await fetch(...call);
      statuses.push(response.status);
      return response;
    },
  });

  while (!statuses.includes(429)) {
    const completion = await patient.chat.completions.create(ask(EASY, SHORT));
    assert.match(completion.choices[0].message.content, /^smart\/gpt-5-mini:/);
  }
  assert.equal(statuses.at(-1), 200);
});

test('shows a budget that is used up as a rate limit', async () => {
  const impatient = client('/tight-node-once');
  const call = () => impatient.chat.completions.create(ask(EASY, SHORT));
  let error;
  while (!error) {
    await call().catch((thrown) => (error = thrown));
  }

  assert.ok(error instanceof RateLimitError);
  assert.equal(error.status, 429);
  assert.equal(error.code, 'rate_limit_exceeded');
  assert.match(error.message, /two-seconds/);
  assert.ok(Number(error.headers.get('retry-after')) >= 1);
});
