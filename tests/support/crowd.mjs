/* A crowd that holds connections: a worker thread of tests/flow/crowd.test.mjs. Some send half a head, some nothing,
 * some a body that does not go on; who is let go of comes again a second later. */
import net from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';

const { port, from, halfHeads, silent } = workerData;
const HALF = 'GET /healthz HTTP/1.1\r\nHost: a\r\nX-Wait: ';
const BODY = 'POST /api/v1/check HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 90\r\n\r\n{';
const told = { open: 0, times: 0 };

function come(n) {
    const socket = net.connect({ port, host: '127.0.0.1', localAddress: from[n % from.length] });
    const says = n < halfHeads ? HALF : n % 2 ? BODY : '';
    let here = false;

    told.times++;
    socket.on('connect', () => {
        told.open++;
        here = true;
        if (says) socket.write(says);
    });
    socket.on('error', () => {});
    socket.resume(); /* else its end is not seen */
    socket.on('close', () => {
        if (here) told.open--;
        setTimeout(() => come(n), 1000);
    });
}

for (let n = 0; n < halfHeads + silent; n++) come(n);
setInterval(() => parentPort.postMessage(told), 50);
