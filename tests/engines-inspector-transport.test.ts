/** The line to WebKit's inspector, against a WebSocket server that plays the browser. */
import { once } from 'node:events';
import { expect, test } from '@playwright/test';
import { WebSocketServer, type WebSocket } from 'ws';
import { InspectorTransport } from '../fixtures/engines/inspector-transport.ts';

test.describe('inspector transport', () => {
  let server: WebSocketServer;
  let transport: InspectorTransport;
  let peer: WebSocket;
  const asked: { id: number; method: string }[] = [];

  test.beforeEach(async () => {
    asked.length = 0;
    server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
    await once(server, 'listening');
    server.on('connection', (socket) => {
      peer = socket;
      socket.send(JSON.stringify({ method: 'Target.targetCreated', params: {} }));
      socket.on('message', (data) => {
        const message = JSON.parse((data as Buffer).toString()) as { id: number; method: string };
        asked.push(message);
        socket.send(JSON.stringify({ id: message.id, result: {} }));
      });
    });
    const { port } = server.address() as { port: number };
    transport = await InspectorTransport.connect(`ws://127.0.0.1:${port}`);
  });
  test.afterEach(async () => {
    for (const client of server.clients) client.terminate();
    await new Promise((resolve) => server.close(resolve));
  });

  test('should keep what came early until Playwright listens, and nudges to itself', async () => {
    const heard: object[] = [];
    const answered = new Promise<void>((resolve) => {
      transport.onmessage = (message) => {
        heard.push(message);
        if ('id' in message) resolve();
      };
    });
    transport.open();
    transport.send({ id: 7, method: 'Page.enable' });
    await answered;
    expect(heard).toEqual([
      { method: 'Target.targetCreated', params: {} },
      { id: 7, result: {} },
    ]);
    await expect.poll(() => asked.some(({ method }) => method === 'Target.exists')).toBe(true);
    expect(heard.every((message) => !('id' in message) || message.id === 7)).toBe(true);
  });

  test('should hand on events unwrapped from target and worker', async () => {
    const text = (value: object) => JSON.stringify(value);
    const events = new Promise((resolve) => {
      const heard: object[] = [];
      transport.listen((event) => heard.push(event) === 2 && resolve(heard));
    });
    const fromTarget = (message: object) =>
      text({
        method: 'Target.dispatchMessageFromTarget',
        params: { targetId: 'page-1', message: text(message) },
      });
    const event = { method: 'Console.messageAdded', params: { n: 1 } };
    peer.send(fromTarget(event));
    peer.send(
      fromTarget({
        method: 'Worker.dispatchMessageFromWorker',
        params: { workerId: 'worker:2', message: text(event) },
      }),
    );
    expect(await events).toEqual([
      { ...event, stream: 'page-1' },
      { ...event, stream: 'page-1 worker:2' },
    ]);
  });

  test('should tell when the line is down', async () => {
    let told = false;
    transport.onclose = () => (told = true);
    peer.terminate();
    await transport.closed;
    expect(told).toBe(true);
  });
});
