import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 770:
/***/ ((module, __unused_webpack_exports, __nccwpck_require__) => {

module.exports = __nccwpck_require__(218);


/***/ }),

/***/ 218:
/***/ ((__unused_webpack_module, exports, __nccwpck_require__) => {

var __webpack_unused_export__;


var net = __nccwpck_require__(9278);
var tls = __nccwpck_require__(4756);
var http = __nccwpck_require__(8611);
var https = __nccwpck_require__(5692);
var events = __nccwpck_require__(4434);
var assert = __nccwpck_require__(2613);
var util = __nccwpck_require__(9023);


exports.httpOverHttp = httpOverHttp;
exports.httpsOverHttp = httpsOverHttp;
exports.httpOverHttps = httpOverHttps;
exports.httpsOverHttps = httpsOverHttps;


function httpOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  return agent;
}

function httpsOverHttp(options) {
  var agent = new TunnelingAgent(options);
  agent.request = http.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}

function httpOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  return agent;
}

function httpsOverHttps(options) {
  var agent = new TunnelingAgent(options);
  agent.request = https.request;
  agent.createSocket = createSecureSocket;
  agent.defaultPort = 443;
  return agent;
}


function TunnelingAgent(options) {
  var self = this;
  self.options = options || {};
  self.proxyOptions = self.options.proxy || {};
  self.maxSockets = self.options.maxSockets || http.Agent.defaultMaxSockets;
  self.requests = [];
  self.sockets = [];

  self.on('free', function onFree(socket, host, port, localAddress) {
    var options = toOptions(host, port, localAddress);
    for (var i = 0, len = self.requests.length; i < len; ++i) {
      var pending = self.requests[i];
      if (pending.host === options.host && pending.port === options.port) {
        // Detect the request to connect same origin server,
        // reuse the connection.
        self.requests.splice(i, 1);
        pending.request.onSocket(socket);
        return;
      }
    }
    socket.destroy();
    self.removeSocket(socket);
  });
}
util.inherits(TunnelingAgent, events.EventEmitter);

TunnelingAgent.prototype.addRequest = function addRequest(req, host, port, localAddress) {
  var self = this;
  var options = mergeOptions({request: req}, self.options, toOptions(host, port, localAddress));

  if (self.sockets.length >= this.maxSockets) {
    // We are over limit so we'll add it to the queue.
    self.requests.push(options);
    return;
  }

  // If we are under maxSockets create a new one.
  self.createSocket(options, function(socket) {
    socket.on('free', onFree);
    socket.on('close', onCloseOrRemove);
    socket.on('agentRemove', onCloseOrRemove);
    req.onSocket(socket);

    function onFree() {
      self.emit('free', socket, options);
    }

    function onCloseOrRemove(err) {
      self.removeSocket(socket);
      socket.removeListener('free', onFree);
      socket.removeListener('close', onCloseOrRemove);
      socket.removeListener('agentRemove', onCloseOrRemove);
    }
  });
};

TunnelingAgent.prototype.createSocket = function createSocket(options, cb) {
  var self = this;
  var placeholder = {};
  self.sockets.push(placeholder);

  var connectOptions = mergeOptions({}, self.proxyOptions, {
    method: 'CONNECT',
    path: options.host + ':' + options.port,
    agent: false,
    headers: {
      host: options.host + ':' + options.port
    }
  });
  if (options.localAddress) {
    connectOptions.localAddress = options.localAddress;
  }
  if (connectOptions.proxyAuth) {
    connectOptions.headers = connectOptions.headers || {};
    connectOptions.headers['Proxy-Authorization'] = 'Basic ' +
        new Buffer(connectOptions.proxyAuth).toString('base64');
  }

  debug('making CONNECT request');
  var connectReq = self.request(connectOptions);
  connectReq.useChunkedEncodingByDefault = false; // for v0.6
  connectReq.once('response', onResponse); // for v0.6
  connectReq.once('upgrade', onUpgrade);   // for v0.6
  connectReq.once('connect', onConnect);   // for v0.7 or later
  connectReq.once('error', onError);
  connectReq.end();

  function onResponse(res) {
    // Very hacky. This is necessary to avoid http-parser leaks.
    res.upgrade = true;
  }

  function onUpgrade(res, socket, head) {
    // Hacky.
    process.nextTick(function() {
      onConnect(res, socket, head);
    });
  }

  function onConnect(res, socket, head) {
    connectReq.removeAllListeners();
    socket.removeAllListeners();

    if (res.statusCode !== 200) {
      debug('tunneling socket could not be established, statusCode=%d',
        res.statusCode);
      socket.destroy();
      var error = new Error('tunneling socket could not be established, ' +
        'statusCode=' + res.statusCode);
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    if (head.length > 0) {
      debug('got illegal response body from proxy');
      socket.destroy();
      var error = new Error('got illegal response body from proxy');
      error.code = 'ECONNRESET';
      options.request.emit('error', error);
      self.removeSocket(placeholder);
      return;
    }
    debug('tunneling connection has established');
    self.sockets[self.sockets.indexOf(placeholder)] = socket;
    return cb(socket);
  }

  function onError(cause) {
    connectReq.removeAllListeners();

    debug('tunneling socket could not be established, cause=%s\n',
          cause.message, cause.stack);
    var error = new Error('tunneling socket could not be established, ' +
                          'cause=' + cause.message);
    error.code = 'ECONNRESET';
    options.request.emit('error', error);
    self.removeSocket(placeholder);
  }
};

TunnelingAgent.prototype.removeSocket = function removeSocket(socket) {
  var pos = this.sockets.indexOf(socket)
  if (pos === -1) {
    return;
  }
  this.sockets.splice(pos, 1);

  var pending = this.requests.shift();
  if (pending) {
    // If we have pending requests and a socket gets closed a new one
    // needs to be created to take over in the pool for the one that closed.
    this.createSocket(pending, function(socket) {
      pending.request.onSocket(socket);
    });
  }
};

function createSecureSocket(options, cb) {
  var self = this;
  TunnelingAgent.prototype.createSocket.call(self, options, function(socket) {
    var hostHeader = options.request.getHeader('host');
    var tlsOptions = mergeOptions({}, self.options, {
      socket: socket,
      servername: hostHeader ? hostHeader.replace(/:.*$/, '') : options.host
    });

    // 0 is dummy port for v0.6
    var secureSocket = tls.connect(0, tlsOptions);
    self.sockets[self.sockets.indexOf(socket)] = secureSocket;
    cb(secureSocket);
  });
}


function toOptions(host, port, localAddress) {
  if (typeof host === 'string') { // since v0.10
    return {
      host: host,
      port: port,
      localAddress: localAddress
    };
  }
  return host; // for v0.11 or later
}

function mergeOptions(target) {
  for (var i = 1, len = arguments.length; i < len; ++i) {
    var overrides = arguments[i];
    if (typeof overrides === 'object') {
      var keys = Object.keys(overrides);
      for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
        var k = keys[j];
        if (overrides[k] !== undefined) {
          target[k] = overrides[k];
        }
      }
    }
  }
  return target;
}


var debug;
if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) {
  debug = function() {
    var args = Array.prototype.slice.call(arguments);
    if (typeof args[0] === 'string') {
      args[0] = 'TUNNEL: ' + args[0];
    } else {
      args.unshift('TUNNEL:');
    }
    console.error.apply(console, args);
  }
} else {
  debug = function() {};
}
__webpack_unused_export__ = debug; // for test


/***/ }),

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 6982:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("crypto");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 8877:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:v8");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 2203:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("stream");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 2317:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   s: () => (/* binding */ readNetworkSettings)
/* harmony export */ });
// The names that @actions/http-client reads; of two spellings the first counts.
const proxyNames = [
    ['https_proxy', 'HTTPS_PROXY'],
    ['http_proxy', 'HTTP_PROXY'],
];
// Longer than any, and short enough for a parser that a long host costs more than its length.
const maxLength = 2_000;
/**
 * Checks the settings of the network before the first request. What @actions/http-client cannot read it ignores, and the
 * request goes out without the proxy; a proxy without a scheme it takes for another scheme.
 */
function readNetworkSettings(env) {
    const settings = { problems: [], changes: {} };
    for (const names of proxyNames) {
        const name = names.find((name) => env[name]);
        const value = name && env[name];
        if (!value) {
            continue;
        }
        const url = readProxyUrl(value);
        if (!url) {
            settings.problems.push(`${name} cannot be used: it must be the URL of an http or https proxy, e.g. http://proxy.example:8080, with user and password percent-encoded.`);
        }
        else if (url !== value) {
            settings.changes[name] = url;
        }
    }
    const noProxy = env['no_proxy'] || env['NO_PROXY'];
    if (noProxy?.includes('*.')) {
        // http-client knows `.example.com`, but not the common `*.example.com`.
        settings.changes['no_proxy'] = noProxy.replace(/(^|,)(\s*)\*\./g, '$1$2.');
    }
    if (env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0') {
        settings.problems.push('NODE_TLS_REJECT_UNAUTHORIZED is 0, so tokens would be sent to servers with any certificate. Remove it; to trust a certificate authority of your own, name its root certificate in NODE_EXTRA_CA_CERTS.');
    }
    return settings;
}
/** The URL of a proxy, with the scheme that curl assumes if there is none; undefined if it cannot be used. */
function readProxyUrl(value) {
    const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
    // `http:proxy.example` would be a host for some and a user for others.
    if (text.length > maxLength || /^https?:(?!\/\/)/i.test(value) || !URL.canParse(text)) {
        return undefined;
    }
    const url = new URL(text);
    const isProxy = (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '';
    const isPlain = (url.pathname === '/' || url.pathname === '') && url.search === '' && url.hash === '';
    return isProxy && isPlain && isEncoded(url.username) && isEncoded(url.password) ? text : undefined;
}
/** Whether http-client can decode a user or a password. */
function isEncoded(text) {
    return /^([^%]|%[0-9a-f]{2})*$/i.test(text);
}


/***/ }),

/***/ 5345:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Cw: () => (/* binding */ unreadableAnswer),
/* harmony export */   Dm: () => (/* binding */ isTransientStatus),
/* harmony export */   Kr: () => (/* binding */ serviceFailure),
/* harmony export */   rd: () => (/* binding */ networkFailure)
/* harmony export */ });
/* harmony import */ var _model_failure_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8675);

const transientStatuses = new Set([408, 425, 429]);
/** Whether the same request may get another answer later. */
function isTransientStatus(status) {
    return status >= 500 || transientStatuses.has(status);
}
// A go-live that is refused like this may have come second: another run was faster.
const rivalStatuses = new Set([400, 409, 412]);
function transienceOf(status) {
    if (isTransientStatus(status)) {
        return 'always';
    }
    // What has answered well before is the right address, so a redirect there may pass.
    if (status < 400) {
        return 'after-success';
    }
    // Single refusals between good answers were seen from all three APIs.
    return status === 401 ? 'once-after-success' : 'briefly-after-success';
}
/**
 * The server answered, and the answer is no: any status outside 2xx.
 * A 5xx, 408, 425 or 429 leaves open whether the request took effect; any other status says that it did not.
 */
function serviceFailure(kind, message, answer) {
    const { status, correlationId, retryAfterMs, hint, transience = transienceOf(status) } = answer;
    return new _model_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR(kind, message, {
        hint,
        correlationId,
        retryAfterMs,
        transience,
        effect: isTransientStatus(status) ? 'unknown' : 'none',
        suggestsRival: rivalStatuses.has(status),
        label: `HTTP ${status}`,
    });
}
/**
 * The server answered with success, but the answer cannot be read: HTML, broken or wrong JSON, no status.
 * @param suspect what to check: the input that may name a wrong address, or where none does, the network
 */
function unreadableAnswer(message, correlationId, suspect = 'api-url') {
    return new _model_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('service', message, {
        hint: `Something else may have answered, such as a proxy or a sign-in page: check ${suspect}.`,
        correlationId,
        transience: 'always',
        effect: 'unknown',
        label: 'unreadable answer',
    });
}
// These stop a request before it is sent. A certificate or a proxy that has worked before may work again.
const beforeSending = new Set(['unreachable', 'certificate', 'proxy']);
const setup = new Set(['certificate', 'proxy']);
/** No complete answer came. */
function networkFailure(fault, message, options = {}) {
    return new _model_failure_js__WEBPACK_IMPORTED_MODULE_0__/* .Failure */ .HR('network', message, {
        ...options,
        transience: setup.has(fault) ? 'after-success' : 'always',
        effect: beforeSending.has(fault) ? 'not-sent' : 'unknown',
        label: fault,
    });
}


/***/ }),

/***/ 3005:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   E: () => (/* binding */ redact),
/* harmony export */   k: () => (/* binding */ httpTransport)
/* harmony export */ });
/* harmony import */ var _actions_http_client__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8313);
/* harmony import */ var _model_failure_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8675);
/* harmony import */ var _model_text_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7798);
/* harmony import */ var _failures_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5345);




// The documents of the APIs are tens of kB. The bound keeps a runaway answer from filling the memory.
const maxBodyBytes = 1024 * 1024;
/**
 * The transport over @actions/http-client, which honors the proxy settings of the runner. This closes the gaps it leaves:
 * no redirect is followed (it would send the token along); nothing is retried (it repeats requests blindly); a cut
 * connection rejects (its readBody would never settle); the size of the body is capped; and the whole exchange has a
 * limit (its socketTimeout is idle time only).
 */
const httpTransport = async (request, limits) => {
    limits.signal.throwIfAborted();
    const abort = new AbortController();
    const timer = setTimeout(() => {
        abort.abort((0,_failures_js__WEBPACK_IMPORTED_MODULE_2__/* .networkFailure */ .rd)('timeout', `No complete response from ${request.url.host} within ${(0,_model_text_js__WEBPACK_IMPORTED_MODULE_3__/* .formatDuration */ .a3)(limits.limitMs)}.`));
    }, limits.limitMs);
    const onAbort = () => abort.abort(limits.signal.reason);
    limits.signal.addEventListener('abort', onAbort, { once: true });
    try {
        // Node drops the socket of an answer that switches protocols (101), and http-client then never settles.
        return await Promise.race([exchange(request, abort.signal), rejectOnAbort(abort.signal)]);
    }
    catch (error) {
        throw abort.signal.aborted ? abort.signal.reason : toFailure(error, request.url);
    }
    finally {
        clearTimeout(timer);
        limits.signal.removeEventListener('abort', onAbort);
    }
};
/** Never resolves. @throws the reason of the signal */
function rejectOnAbort(signal) {
    return new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(signal.reason), { once: true });
    });
}
/**
 * The answer without the secrets that were sent with the request: a server may echo them, and its words go into outputs,
 * which the runner does not mask.
 */
function redact(response, secrets) {
    // In both forms in which they are sent; a form body encodes them.
    const forms = secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]);
    const hide = (text) => forms.reduce((hidden, form) => hidden.replaceAll(form, '***'), text);
    const headers = Object.entries(response.headers).map(([name, value]) => [
        name,
        typeof value === 'string' ? hide(value) : value,
    ]);
    return {
        ...response,
        statusText: hide(response.statusText),
        headers: Object.fromEntries(headers),
        body: hide(response.body),
    };
}
async function exchange(request, signal) {
    const client = new _actions_http_client__WEBPACK_IMPORTED_MODULE_0__/* .HttpClient */ .Qq('azure-marketplace-go-live', [onRequest(signal)], {
        allowRedirects: false,
        allowRetries: false,
        keepAlive: false,
    });
    try {
        const response = await client.request(request.method, request.url.href, 
        // The types want a string; without a body the code wants null (and then sends Content-Length: 0).
        (request.body ?? null), request.headers);
        const message = response.message;
        return {
            status: message.statusCode,
            statusText: (0,_model_text_js__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .TN)(message.statusMessage, 100),
            headers: message.headers,
            body: await readBody(message),
        };
    }
    finally {
        client.dispose();
    }
}
/** http-client takes no signal, but a request handler may set one on node's request options. */
function onRequest(signal) {
    const handler = {
        prepareRequest(options) {
            options.signal = signal;
            // The tunnel through a proxy is a request of its own, which would outlive ours.
            const { proxyOptions = {} } = options.agent;
            proxyOptions.signal = signal;
            // http-client keeps the brackets of an IPv6 host, and node would look those up as a name.
            options.host = String(options.host).replace(/^\[(.*)\]$/, '$1');
        },
        // A 401 is an answer like any other, so no other method of the handler is ever called.
        canHandleAuthentication: () => false,
    };
    return handler;
}
async function readBody(message) {
    const chunks = [];
    let size = 0;
    for await (const chunk of message) {
        size += chunk.length;
        if (size > maxBodyBytes) {
            throw (0,_failures_js__WEBPACK_IMPORTED_MODULE_2__/* .networkFailure */ .rd)('too-large', `The response exceeds the limit of ${maxBodyBytes / 1024 / 1024} MiB.`);
        }
        chunks.push(chunk);
    }
    return new TextDecoder().decode(Buffer.concat(chunks));
}
// No connection was made: the name is unknown, or nobody listens there.
const unreachableCodes = new Set([
    'ECONNREFUSED',
    'EHOSTUNREACH',
    'ENETUNREACH',
    'ENOTFOUND',
    'EAI_AGAIN',
]);
const certificateCodes = /^(UNABLE_TO_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT|ERR_SSL_)/;
/** The failure behind an error of http-client, of the tunnel through a proxy, or of node. */
function toFailure(error, { host }) {
    if (error instanceof _model_failure_js__WEBPACK_IMPORTED_MODULE_1__/* .Failure */ .HR) {
        return error;
    }
    const { code = '' } = error;
    // If a host has several addresses, each attempt failed in its own way.
    const attempts = error instanceof AggregateError ? error.errors : [error];
    const cause = (0,_model_text_js__WEBPACK_IMPORTED_MODULE_3__/* .oneLine */ .TN)(attempts.map((attempt) => attempt.message).join('; '), 300);
    // The words of the package tunnel, with which http-client reaches a proxy.
    const refused = /^tunneling socket could not be established, statusCode=(4\d\d)/.exec(error.message);
    if (refused) {
        return (0,_failures_js__WEBPACK_IMPORTED_MODULE_2__/* .networkFailure */ .rd)('proxy', `The proxy refused to connect to ${host}: ${refused[1]}.`, {
            hint: refused[1] === '407'
                ? 'The proxy requires a user and a password: put them into HTTPS_PROXY, percent-encoded.'
                : 'Allow this host on the proxy, or name the host in NO_PROXY.',
            cause: error,
        });
    }
    if (certificateCodes.test(code)) {
        return (0,_failures_js__WEBPACK_IMPORTED_MODULE_2__/* .networkFailure */ .rd)('certificate', `The certificate of ${host} is not trusted: ${cause} (${code}).`, {
            hint: 'On a self-hosted runner behind a proxy that inspects TLS, name its root certificate in NODE_EXTRA_CA_CERTS.',
            cause: error,
        });
    }
    const fault = unreachableCodes.has(code) ? 'unreachable' : 'connection';
    return (0,_failures_js__WEBPACK_IMPORTED_MODULE_2__/* .networkFailure */ .rd)(fault, `No response from ${host}: ${cause}${code ? ` (${code})` : ''}.`, {
        hint: 'Check that the runner can reach the host, and check HTTPS_PROXY and NO_PROXY if a proxy is in use.',
        cause: error,
    });
}


/***/ }),

/***/ 5691:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
/* harmony import */ var node_v8__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8877);
/* harmony import */ var _http_environment_js__WEBPACK_IMPORTED_MODULE_7__ = __nccwpck_require__(2317);
/* harmony import */ var _http_transport_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3005);
/* harmony import */ var _main_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(600);
/* harmony import */ var _model_clock_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8743);
/* harmony import */ var _model_failure_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(8675);
/* harmony import */ var _report_escape_js__WEBPACK_IMPORTED_MODULE_6__ = __nccwpck_require__(2527);
/* harmony import */ var _runner_js__WEBPACK_IMPORTED_MODULE_5__ = __nccwpck_require__(4439);








// Red until the run is known to be a success: whatever ends this process early, or happens at its end, must not look green.
let isSuccess = false;
let hasCrashed = false;
process.on('exit', () => {
    process.exitCode = isSuccess && !hasCrashed ? 0 : 1;
});
// Many offers make garbage in bursts, for which V8 would grow its young generation several times over, and keep it so. A step
// that waits needs no throughput: with this, a hundred offers take 1.2 to 1.5 times the memory of one, not 1.4 to 1.9.
(0,node_v8__WEBPACK_IMPORTED_MODULE_0__.setFlagsFromString)('--semi-space-growth-factor=1');
// That a package uses a deprecated API (tunnel: `new Buffer`, for the password of a proxy) is of no use in a workflow's log.
process.noDeprecation = true;
// The runner sends SIGINT, then SIGTERM after 7.5 s, and kills the process after another 2.5 s.
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM']) {
    process.on(name, () => stop.abort((0,_model_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .interrupted */ .VM)(name)));
}
// An unhandled error ends the run as red, but only after outputs and summary are written. Only the first is reported: if
// the log is closed, reporting it throws again.
process.on('uncaughtException', (error) => {
    if (hasCrashed) {
        return;
    }
    hasCrashed = true;
    _runner_js__WEBPACK_IMPORTED_MODULE_5__/* .githubRunner */ .O.error((0,_report_escape_js__WEBPACK_IMPORTED_MODULE_6__/* .escapeLogLine */ ._)((0,_model_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .internalError */ .WB)(error).message));
    stop.abort(new _model_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .Failure */ .HR('unknown-outcome', 'An internal error of this action ended the run.'));
});
// If the event loop is empty before the run has ended, something waits for what never comes. What waits for the signal ends
// by it; if that is not enough, the run reports what it knows.
const stalled = Promise.withResolvers();
process.on('beforeExit', () => {
    if (stop.signal.aborted) {
        stalled.resolve();
    }
    else {
        stop.abort((0,_model_failure_js__WEBPACK_IMPORTED_MODULE_4__/* .internalError */ .WB)('Nothing is left to wait for.'));
        // Without something to do, node would end here, and not come back for the second step.
        setImmediate(() => { });
    }
});
const { problems, changes } = (0,_http_environment_js__WEBPACK_IMPORTED_MODULE_7__/* .readNetworkSettings */ .s)(process.env);
Object.assign(process.env, changes);
isSuccess =
    (await (0,_main_js__WEBPACK_IMPORTED_MODULE_2__/* .run */ .e)({
        runner: _runner_js__WEBPACK_IMPORTED_MODULE_5__/* .githubRunner */ .O,
        clock: _model_clock_js__WEBPACK_IMPORTED_MODULE_3__/* .realClock */ .d,
        transport: _http_transport_js__WEBPACK_IMPORTED_MODULE_1__/* .httpTransport */ .k,
        random: Math.random,
        signal: stop.signal,
        stalled: stalled.promise,
        environmentProblems: problems,
    })) === 0;

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 600:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  e: () => (/* binding */ run)
});

// EXTERNAL MODULE: ./lib/model/text.js
var model_text = __nccwpck_require__(7798);
;// CONCATENATED MODULE: ./lib/model/backoff.js
const maxPauseMs = 5 * 60_000;
// A longer Retry-After is a mistake, or as good as one: one request an hour harms nobody.
const maxRetryAfterMs = 60 * 60_000;
// So the end is seen about 5 % late at most, and a wait of days takes few requests.
const shareOfWait = 0.05;
/**
 * The pause before the next status check, in ms.
 * @param waitedMs how long the wait has lasted
 * @param random 0 to 1; shortens the pause by up to a tenth, so that many runs do not poll in step
 */
function nextPollMs(interval, waitedMs, random) {
    if (interval.fixedMs !== undefined) {
        return interval.fixedMs;
    }
    const pauseMs = Math.min(maxPauseMs, waitedMs * shareOfWait);
    return Math.max(interval.minMs, pauseMs * (1 - random / 10));
}
/**
 * The pause after a failed attempt, in ms: the shortest one, doubled with each failure in a row.
 * @param failures how many attempts have failed in a row, at least 1
 * @param retryAfterMs what the API asked for; it stretches the pause
 * @param random 0 to 1; shortens the pause by up to a tenth
 */
function backoffMs(interval, failures, retryAfterMs, random) {
    const firstMs = interval.fixedMs ?? interval.minMs;
    const pauseMs = Math.min(Math.max(maxPauseMs, firstMs), firstMs * 2 ** Math.min(failures - 1, 20));
    return Math.max(firstMs, pauseMs * (1 - random / 10), cappedRetryAfterMs(retryAfterMs));
}
/** The pause that the API asked for, in ms: an hour at most, 0 where it asked for none. */
function cappedRetryAfterMs(retryAfterMs) {
    return Math.min(maxRetryAfterMs, retryAfterMs ?? 0);
}

// EXTERNAL MODULE: ./lib/model/failure.js
var model_failure = __nccwpck_require__(8675);
;// CONCATENATED MODULE: ./lib/auth/credential.js



/** A token from outside, which cannot be renewed. */
function staticCredential(token) {
    return {
        token: async () => token,
        invalidate: () => false,
    };
}
// Entra ID's tokens live 60 to 90 minutes by default; where the answer does not say, ten minutes are safe to assume.
const assumedLifetimeMs = 10 * 60_000;
const maxMarginMs = 5 * 60_000;
// Between two attempts to renew a token that still works.
const overduePauseMs = 60_000;
// A token endpoint that never answered in this run is out of reach, not having a bad moment.
const silenceMs = 5 * 60_000;
// Some refusals come and go: three attempts take a quarter of a minute.
const maxAttempts = 3;
const interval = { fixedMs: undefined, minMs: 5_000 };
/**
 * A credential that signs in again before its token expires, or when the API refuses it. However many callers ask, there
 * is one sign-in at a time. A sign-in that fails is tried again until the deadline, as far as its failure may pass.
 */
function renewingCredential(options) {
    const { clock, log, random } = options;
    let current;
    let inProgress;
    let signedInBefore = false;
    let hasAnswered = false;
    const startMs = clock.now();
    /** @param refusals how many attempts of this sign-in were refused in a way that comes and goes */
    function mayTryAgain({ transience }, refusals) {
        switch (transience) {
            case 'always':
                return hasAnswered || clock.now() < startMs + silenceMs;
            case 'after-success':
                return signedInBefore;
            case 'few-attempts':
                return refusals < maxAttempts;
            case 'briefly-after-success':
            case 'once-after-success':
            case 'never':
                return false;
        }
    }
    async function renew(deadline) {
        let refusals = 0;
        for (let failures = 1;; failures += 1) {
            deadline.signal.throwIfAborted();
            try {
                const { token, lifetimeMs = assumedLifetimeMs } = await options.signIn(deadline);
                const nowMs = clock.now();
                if (failures > 1 || current?.isOverdue) {
                    log.info('Signing in works again.');
                }
                signedInBefore = true;
                hasAnswered = true;
                current = {
                    token,
                    renewAtMs: nowMs + lifetimeMs - Math.min(maxMarginMs, lifetimeMs / 5),
                    expiresAtMs: nowMs + lifetimeMs,
                    isOverdue: false,
                };
                return token;
            }
            catch (error) {
                if (!(error instanceof model_failure/* Failure */.HR) || error.kind === 'interrupted') {
                    throw error;
                }
                // A bad answer is an answer, too.
                hasAnswered ||= error.kind !== 'network';
                refusals += error.transience === 'few-attempts' ? 1 : 0;
                // The token at hand still works for a while, and what fails now may be fixed by then.
                if (current && clock.now() < current.expiresAtMs) {
                    if (!current.isOverdue) {
                        log.warning(`Could not renew the token yet. ${error.message}`);
                    }
                    current = { ...current, isOverdue: true, renewAtMs: clock.now() + overduePauseMs };
                    return current.token;
                }
                if (!mayTryAgain(error, refusals)) {
                    throw signInFailure(error, 'never');
                }
                const leftMs = deadline.atMs - clock.now();
                if (leftMs <= 0) {
                    throw signInFailure(error, 'always');
                }
                const pauseMs = Math.min(leftMs, backoffMs(interval, failures, error.retryAfterMs, random()));
                if (failures === 1) {
                    log.warning(`Sign-in failed; trying again in ${(0,model_text/* formatDuration */.a3)(pauseMs)}. ${error.message}`);
                }
                await clock.sleep(pauseMs, deadline.signal);
            }
        }
    }
    return {
        token(deadline) {
            if (current && clock.now() < Math.min(current.renewAtMs, current.expiresAtMs)) {
                return Promise.resolve(current.token);
            }
            inProgress ??= renew(deadline).finally(() => {
                inProgress = undefined;
            });
            return inProgress;
        },
        invalidate(token) {
            if (current?.token === token) {
                current = undefined;
            }
            return true;
        },
    };
}
/** There is no access token, so the request that needed it was not sent, and no other one can be. */
function signInFailure(cause, transience) {
    return new model_failure/* Failure */.HR(cause.kind, cause.message, {
        hint: cause.hint,
        cause,
        transience,
        effect: 'not-sent',
        isFatal: true,
        label: `sign-in: ${cause.label}`,
    });
}

;// CONCATENATED MODULE: ./node_modules/valibot/dist/index.mjs
//#region src/storages/globalConfig/globalConfig.ts
let store$4;
const DEFAULT_CONFIG = {
	lang: void 0,
	message: void 0,
	abortEarly: void 0,
	abortPipeEarly: void 0
};
/**
* Sets the global configuration.
*
* @param config The configuration.
*/
function setGlobalConfig(config$1) {
	store$4 = {
		...store$4,
		...config$1
	};
}
/**
* Returns the global configuration.
*
* @param config The config to merge.
*
* @returns The configuration.
*/
/* @__NO_SIDE_EFFECTS__ */
function getGlobalConfig(config$1) {
	if (!config$1 && !store$4) return DEFAULT_CONFIG;
	return {
		lang: config$1?.lang ?? store$4?.lang,
		message: config$1?.message,
		abortEarly: config$1?.abortEarly ?? store$4?.abortEarly,
		abortPipeEarly: config$1?.abortPipeEarly ?? store$4?.abortPipeEarly
	};
}
/**
* Deletes the global configuration.
*/
function deleteGlobalConfig() {
	store$4 = void 0;
}

//#endregion
//#region src/storages/globalMessage/globalMessage.ts
let store$3;
/**
* Sets a global error message.
*
* @param message The error message.
* @param lang The language of the message.
*/
function setGlobalMessage(message$1, lang) {
	if (!store$3) store$3 = /* @__PURE__ */ new Map();
	store$3.set(lang, message$1);
}
/**
* Returns a global error message.
*
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getGlobalMessage(lang) {
	return store$3?.get(lang);
}
/**
* Deletes a global error message.
*
* @param lang The language of the message.
*/
function deleteGlobalMessage(lang) {
	store$3?.delete(lang);
}

//#endregion
//#region src/storages/schemaMessage/schemaMessage.ts
let store$2;
/**
* Sets a schema error message.
*
* @param message The error message.
* @param lang The language of the message.
*/
function setSchemaMessage(message$1, lang) {
	if (!store$2) store$2 = /* @__PURE__ */ new Map();
	store$2.set(lang, message$1);
}
/**
* Returns a schema error message.
*
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getSchemaMessage(lang) {
	return store$2?.get(lang);
}
/**
* Deletes a schema error message.
*
* @param lang The language of the message.
*/
function deleteSchemaMessage(lang) {
	store$2?.delete(lang);
}

//#endregion
//#region src/storages/specificMessage/specificMessage.ts
let store$1;
/**
* Sets a specific error message.
*
* @param reference The identifier reference.
* @param message The error message.
* @param lang The language of the message.
*/
function setSpecificMessage(reference, message$1, lang) {
	if (!store$1) store$1 = /* @__PURE__ */ new Map();
	if (!store$1.get(reference)) store$1.set(reference, /* @__PURE__ */ new Map());
	store$1.get(reference).set(lang, message$1);
}
/**
* Returns a specific error message.
*
* @param reference The identifier reference.
* @param lang The language of the message.
*
* @returns The error message.
*/
/* @__NO_SIDE_EFFECTS__ */
function getSpecificMessage(reference, lang) {
	return store$1?.get(reference)?.get(lang);
}
/**
* Deletes a specific error message.
*
* @param reference The identifier reference.
* @param lang The language of the message.
*/
function deleteSpecificMessage(reference, lang) {
	store$1?.get(reference)?.delete(lang);
}

//#endregion
//#region src/utils/_stringify/_stringify.ts
/**
* Stringifies an unknown input to a literal or type string.
*
* @param input The unknown input.
*
* @returns A literal or type string.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _stringify(input) {
	const type = typeof input;
	if (type === "string") return `"${input}"`;
	if (type === "number" || type === "bigint" || type === "boolean") return `${input}`;
	if (type === "object" || type === "function") return (input && Object.getPrototypeOf(input)?.constructor?.name) ?? "null";
	return type;
}

//#endregion
//#region src/utils/_addIssue/_addIssue.ts
/**
* Adds an issue to the dataset.
*
* @param context The issue context.
* @param label The issue label.
* @param dataset The input dataset.
* @param config The configuration.
* @param other The optional props.
*
* @internal
*/
function _addIssue(context, label, dataset, config$1, other) {
	const input = other && "input" in other ? other.input : dataset.value;
	const expected = other?.expected ?? context.expects ?? null;
	const received = other?.received ?? /* @__PURE__ */ _stringify(input);
	const issue = {
		kind: context.kind,
		type: context.type,
		input,
		expected,
		received,
		message: `Invalid ${label}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
		requirement: context.requirement,
		path: other?.path,
		issues: other?.issues,
		lang: config$1.lang,
		abortEarly: config$1.abortEarly,
		abortPipeEarly: config$1.abortPipeEarly
	};
	const isSchema = context.kind === "schema";
	const message$1 = other?.message ?? context.message ?? /* @__PURE__ */ getSpecificMessage(context.reference, issue.lang) ?? (isSchema ? /* @__PURE__ */ getSchemaMessage(issue.lang) : null) ?? config$1.message ?? /* @__PURE__ */ getGlobalMessage(issue.lang);
	if (message$1 !== void 0) issue.message = typeof message$1 === "function" ? message$1(issue) : message$1;
	if (isSchema) dataset.typed = false;
	if (dataset.issues) dataset.issues.push(issue);
	else dataset.issues = [issue];
}

//#endregion
//#region src/utils/_cloneDataset/_cloneDataset.ts
/**
* Creates a shallow copy of a dataset.
*
* Hint: The `value` is copied by reference, but the `issues` array, its issues
* and their `path` arrays are cloned to avoid reusing mutable dataset state
* across multiple runs. Mutating a returned object or array value can
* therefore affect later cache hits that reuse the same cached output.
*
* @param dataset The output dataset.
*
* @returns The copied output dataset.
*/
/* @__NO_SIDE_EFFECTS__ */
function _cloneDataset(dataset) {
	return {
		typed: dataset.typed,
		value: dataset.value,
		issues: dataset.issues?.map((issue) => ({
			...issue,
			path: issue.path && [...issue.path]
		}))
	};
}

//#endregion
//#region src/utils/_formatCase/_formatCase.ts
/**
* Splits a string into lowercase words and rejoins them with the given
* separator and capitalization rules.
*
* Words are separated by `_`, `-` and ASCII whitespace, as well as by case
* and acronym boundaries. Whether the first or subsequent words are
* capitalized is controlled by `capFirst` and `capRest`.
*
* Hint: Implemented in a single pass that emits directly to the result
* string to avoid an intermediate `string[]` allocation. ASCII chars are
* classified via char codes to skip `.toLowerCase()` and `.toUpperCase()`
* method calls in the common case.
*
* Hint: Digits are treated as a separate character class, so `item2Name`
* yields `item2` and `name` rather than `item`, `2` and `name`.
*
* @param input The input string.
* @param separator The string inserted between words.
* @param capFirst Whether to capitalize the first word.
* @param capRest Whether to capitalize subsequent words.
*
* @returns The formatted string.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _formatCase(input, separator, capFirst, capRest) {
	let result = "";
	let firstWord = true;
	let start = 0;
	let prev = 0;
	let prevPrev = 0;
	const flush = (end) => {
		if (end > start) {
			let word = input.slice(start, end).toLowerCase();
			if (firstWord ? capFirst : capRest) {
				const firstCode = word.charCodeAt(0);
				if (firstCode >= 97 && firstCode <= 122) word = String.fromCharCode(firstCode - 32) + word.slice(1);
				else {
					const charLen = firstCode >= 55296 && firstCode <= 56319 ? 2 : 1;
					word = word.slice(0, charLen).toUpperCase() + word.slice(charLen);
				}
			}
			result += firstWord ? word : separator + word;
			firstWord = false;
		}
	};
	for (let index = 0; index < input.length; index++) {
		const code = input.charCodeAt(index);
		let type;
		if (code === 32 || code === 9 || code === 10 || code === 11 || code === 12 || code === 13 || code === 45 || code === 95) {
			flush(index);
			start = index + 1;
			type = 0;
		} else if (code < 128) type = code >= 65 && code <= 90 ? 1 : code >= 97 && code <= 122 ? 2 : 3;
		else {
			const char = input[index];
			const charLower = char.toLowerCase();
			type = charLower === char.toUpperCase() ? 3 : char === charLower ? 2 : 1;
		}
		if (type === 1 && (prev === 2 || prev === 3) && index > start) {
			flush(index);
			start = index;
		} else if (type === 2 && prev === 1 && prevPrev === 1 && index - 1 > start) {
			flush(index - 1);
			start = index - 1;
		}
		prevPrev = prev;
		prev = type;
	}
	flush(input.length);
	return result;
}

//#endregion
//#region src/utils/_getByteCount/_getByteCount.ts
let textEncoder;
/**
* Returns the byte count of the input.
*
* @param input The input to be measured.
*
* @returns The byte count.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _getByteCount(input) {
	if (!textEncoder) textEncoder = new TextEncoder();
	return textEncoder.encode(input).length;
}

//#endregion
//#region src/utils/_getCodePointCount/_getCodePointCount.ts
/**
* Returns the code point count of the input.
*
* @param input The input to be measured.
*
* @returns The code point count.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _getCodePointCount(input) {
	let count = input.length;
	const lengthMinus1 = input.length - 1;
	for (let i = 0; i < lengthMinus1;) if (input.codePointAt(i) <= 65535) i++;
	else {
		i += 2;
		count--;
	}
	return count;
}

//#endregion
//#region src/utils/_getGraphemeCount/_getGraphemeCount.ts
let segmenter;
/**
* Returns the grapheme count of the input.
*
* @param input The input to be measured.
*
* @returns The grapheme count.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _getGraphemeCount(input) {
	if (!segmenter) segmenter = new Intl.Segmenter();
	const segments = segmenter.segment(input);
	let count = 0;
	for (const _ of segments) count++;
	return count;
}

//#endregion
//#region src/utils/_getLastMetadata/_getLastMetadata.ts
/**
* Returns the last top-level value of a given metadata type from a schema
* using a breadth-first search that starts with the last item in the pipeline.
*
* @param schema The schema to search.
* @param type The metadata type.
*
* @returns The value, if any.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _getLastMetadata(schema, type) {
	if ("pipe" in schema) {
		const nestedSchemas = [];
		for (let index = schema.pipe.length - 1; index >= 0; index--) {
			const item = schema.pipe[index];
			if (item.kind === "schema" && "pipe" in item) nestedSchemas.push(item);
			else if (item.kind === "metadata" && item.type === type) return item[type];
		}
		for (const nestedSchema of nestedSchemas) {
			const result = /* @__PURE__ */ _getLastMetadata(nestedSchema, type);
			if (result !== void 0) return result;
		}
	}
}

//#endregion
//#region src/utils/_getWordCount/_getWordCount.ts
let store;
/**
* Returns the word count of the input.
*
* @param locales The locales to be used.
* @param input The input to be measured.
*
* @returns The word count.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _getWordCount(locales, input) {
	if (!store) store = /* @__PURE__ */ new Map();
	const key = String(locales);
	let segmenter$1 = store.get(key);
	if (!segmenter$1) {
		segmenter$1 = new Intl.Segmenter(locales, { granularity: "word" });
		store.set(key, segmenter$1);
	}
	const segments = segmenter$1.segment(input);
	let count = 0;
	for (const segment of segments) if (segment.isWordLike) count++;
	return count;
}

//#endregion
//#region src/utils/_isLuhnAlgo/_isLuhnAlgo.ts
/**
* Non-digit regex.
*/
const NON_DIGIT_REGEX = /\D/gu;
/**
* Checks whether a string with numbers corresponds to the luhn algorithm.
*
* @param input The input to be checked.
*
* @returns Whether input is valid.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isLuhnAlgo(input) {
	const number$1 = input.replace(NON_DIGIT_REGEX, "");
	let length$1 = number$1.length;
	let bit = 1;
	let sum = 0;
	while (length$1) {
		const value$1 = +number$1[--length$1];
		bit ^= 1;
		sum += bit ? [
			0,
			2,
			4,
			6,
			8,
			1,
			3,
			5,
			7,
			9
		][value$1] : value$1;
	}
	return sum % 10 === 0;
}

//#endregion
//#region src/utils/_isSameValueZero/_isSameValueZero.ts
/**
* Compares two values using the SameValueZero algorithm, which treats `NaN`
* as equal to itself unlike `===`.
*
* @param value1 The first value.
* @param value2 The second value.
*
* @returns Whether the values are equal.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isSameValueZero(value1, value2) {
	return value1 === value2 || Number.isNaN(value1) && Number.isNaN(value2);
}

//#endregion
//#region src/utils/_isValidObjectKey/_isValidObjectKey.ts
/**
* Disallows inherited object properties and prevents object prototype
* pollution by disallowing certain keys.
*
* @param object The object to check.
* @param key The key to check.
*
* @returns Whether the key is allowed.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isValidObjectKey(object$1, key) {
	return Object.prototype.hasOwnProperty.call(object$1, key) && key !== "__proto__" && key !== "prototype" && key !== "constructor";
}

//#endregion
//#region src/utils/_isValueMatch/_isValueMatch.ts
/**
* Checks whether a value matches a value action requirement.
*
* @param requirement The value action requirement.
* @param value The value to check.
*
* @returns Whether the value matches the requirement.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isValueMatch(requirement, value$1) {
	return Number.isNaN(requirement) && Number.isNaN(value$1) || requirement <= value$1 && requirement >= value$1;
}

//#endregion
//#region src/utils/_joinExpects/_joinExpects.ts
/**
* Joins multiple `expects` values with the given separator.
*
* @param values The `expects` values.
* @param separator The separator.
*
* @returns The joined `expects` property.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _joinExpects(values$1, separator) {
	const list = [...new Set(values$1)];
	if (list.length > 1) return `(${list.join(` ${separator} `)})`;
	return list[0] ?? "never";
}

//#endregion
//#region src/utils/_standardSchema/_standardSchema.ts
/**
* Eagerly creates and attaches the Standard Schema properties of a schema.
*
* Hint: The contextual `this` type includes the standard properties that are
* attached before the schema is returned.
*
* @param schema The schema to attach standard properties to.
*
* @returns The schema with standard properties attached.
*
* @internal
*/
function _standardSchema(schema) {
	schema["~standard"] = {
		version: 1,
		vendor: "valibot",
		validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
	};
	return schema;
}

//#endregion
//#region src/utils/entriesFromList/entriesFromList.ts
/**
* Creates an object entries definition from a list of keys and a schema.
*
* @param list A list of keys.
* @param schema The schema of the keys.
*
* @returns The object entries.
*/
/* @__NO_SIDE_EFFECTS__ */
function entriesFromList(list, schema) {
	const entries$1 = {};
	for (const key of list) entries$1[key] = schema;
	return entries$1;
}

//#endregion
//#region src/utils/entriesFromObjects/entriesFromObjects.ts
/* @__NO_SIDE_EFFECTS__ */
function entriesFromObjects(schemas) {
	const entries$1 = {};
	for (const schema of schemas) Object.assign(entries$1, schema.entries);
	return entries$1;
}

//#endregion
//#region src/utils/getDotPath/getDotPath.ts
/* @__NO_SIDE_EFFECTS__ */
function getDotPath(issue) {
	if (issue.path) {
		let key = "";
		for (const item of issue.path) if (typeof item.key === "string" || typeof item.key === "number") if (key) key += `.${item.key}`;
		else key += item.key;
		else return null;
		return key;
	}
	return null;
}

//#endregion
//#region src/utils/isOfKind/isOfKind.ts
/**
* A generic type guard to check the kind of an object.
*
* @param kind The kind to check for.
* @param object The object to check.
*
* @returns Whether it matches.
*/
/* @__NO_SIDE_EFFECTS__ */
function isOfKind(kind, object$1) {
	return object$1.kind === kind;
}

//#endregion
//#region src/utils/isOfType/isOfType.ts
/**
* A generic type guard to check the type of an object.
*
* @param type The type to check for.
* @param object The object to check.
*
* @returns Whether it matches.
*/
/* @__NO_SIDE_EFFECTS__ */
function isOfType(type, object$1) {
	return object$1.type === type;
}

//#endregion
//#region src/utils/ValiError/ValiError.ts
/**
* A Valibot error with useful information.
*/
var ValiError = class extends Error {
	/**
	* Creates a Valibot error with useful information.
	*
	* @param issues The error issues.
	*/
	constructor(issues) {
		super(issues[0].message);
		this.name = "ValiError";
		this.issues = issues;
	}
};

//#endregion
//#region src/utils/isValiError/isValiError.ts
/**
* A type guard to check if an error is a ValiError.
*
* @param error The error to check.
*
* @returns Whether its a ValiError.
*/
/* @__NO_SIDE_EFFECTS__ */
function isValiError(error) {
	return error instanceof ValiError;
}

//#endregion
//#region src/actions/args/args.ts
/* @__NO_SIDE_EFFECTS__ */
function args(schema) {
	return {
		kind: "transformation",
		type: "args",
		reference: args,
		async: false,
		schema,
		"~run"(dataset, config$1) {
			const func = dataset.value;
			dataset.value = (...args_) => {
				const argsDataset = this.schema["~run"]({ value: args_ }, config$1);
				if (argsDataset.issues) throw new ValiError(argsDataset.issues);
				return func(...argsDataset.value);
			};
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/args/argsAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function argsAsync(schema) {
	return {
		kind: "transformation",
		type: "args",
		reference: argsAsync,
		async: false,
		schema,
		"~run"(dataset, config$1) {
			const func = dataset.value;
			dataset.value = async (...args$1) => {
				const argsDataset = await schema["~run"]({ value: args$1 }, config$1);
				if (argsDataset.issues) throw new ValiError(argsDataset.issues);
				return func(...argsDataset.value);
			};
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/await/awaitAsync.ts
/**
* Creates an await transformation action.
*
* @returns An await action.
*/
/* @__NO_SIDE_EFFECTS__ */
function awaitAsync() {
	return {
		kind: "transformation",
		type: "await",
		reference: awaitAsync,
		async: true,
		async "~run"(dataset) {
			dataset.value = await dataset.value;
			return dataset;
		}
	};
}

//#endregion
//#region src/regex.ts
/**
* [Base64](https://en.wikipedia.org/wiki/Base64) regex.
*/
const BASE64_REGEX = /^(?:[\da-z+/]{4})*(?:[\da-z+/]{2}==|[\da-z+/]{3}=)?$/iu;
/**
* [BIC](https://en.wikipedia.org/wiki/ISO_9362) regex.
*/
const BIC_REGEX = /^[A-Z]{6}(?!00)[\dA-Z]{2}(?:[\dA-Z]{3})?$/u;
/**
* [Cuid2](https://github.com/paralleldrive/cuid2) regex.
*/
const CUID2_REGEX = /^[a-z][\da-z]*$/u;
/**
* [Decimal](https://en.wikipedia.org/wiki/Decimal) regex.
*/
const DECIMAL_REGEX = /^[+-]?(?:\d*\.)?\d+$/u;
/**
* [Digits](https://en.wikipedia.org/wiki/Numerical_digit) regex.
*/
const DIGITS_REGEX = /^\d+$/u;
/**
* [Domain name](https://en.wikipedia.org/wiki/Domain_name) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
* ASCII-only validation. Internationalized domain names (IDNs) are not
* supported, including Punycode-encoded labels.
*/
const DOMAIN_REGEX = /^(?=.{1,253}$)(?:(?![Xx][Nn]--)[A-Za-z0-9](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$/u;
/**
* [Email address](https://en.wikipedia.org/wiki/Email_address) regex.
*
* Hint: We decided against the `i` flag to avoid matching non-ASCII characters.
*/
const EMAIL_REGEX = /^[\w+-]+(?:\.[\w+-]+)*@[\da-zA-Z]+(?:[.-][\da-zA-Z]+)*\.[a-zA-Z]{2,}$/u;
/**
* Emoji regex from [emoji-regex-xs](https://github.com/slevithan/emoji-regex-xs) v1.0.0 (MIT license).
*
* Hint: We decided against the newer `/^\p{RGI_Emoji}+$/v` regex because it is
* not supported in older runtimes and does not match all emoji.
*/
const EMOJI_REGEX = /^(?:[\u{1F1E6}-\u{1F1FF}]{2}|\u{1F3F4}[\u{E0061}-\u{E007A}]{2}[\u{E0030}-\u{E0039}\u{E0061}-\u{E007A}]{1,3}\u{E007F}|(?:\p{Emoji}\uFE0F\u20E3?|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}?|(?![\p{Emoji_Modifier_Base}\u{1F1E6}-\u{1F1FF}])\p{Emoji_Presentation})(?:\u200D(?:\p{Emoji}\uFE0F\u20E3?|\p{Emoji_Modifier_Base}\p{Emoji_Modifier}?|(?![\p{Emoji_Modifier_Base}\u{1F1E6}-\u{1F1FF}])\p{Emoji_Presentation}))*)+$/u;
/**
* [Hexadecimal](https://en.wikipedia.org/wiki/Hexadecimal) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const HEXADECIMAL_REGEX = /^(?:0[hx])?[\da-fA-F]+$/u;
/**
* [Hex color](https://en.wikipedia.org/wiki/Web_colors#Hex_triplet) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const HEX_COLOR_REGEX = /^#(?:[\da-fA-F]{3,4}|[\da-fA-F]{6}|[\da-fA-F]{8})$/u;
/**
* [IMEI](https://en.wikipedia.org/wiki/International_Mobile_Equipment_Identity) regex.
*/
const IMEI_REGEX = /^\d{15}$|^\d{2}-\d{6}-\d{6}-\d$/u;
/**
* [IPv4](https://en.wikipedia.org/wiki/IPv4) regex.
*/
const IPV4_REGEX = /^(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])(?:\.(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])){3}$/u;
/**
* [IPv6](https://en.wikipedia.org/wiki/IPv6) regex.
*/
const IPV6_REGEX = /^(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,7}:|(?:[\da-f]{1,4}:){1,6}:[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,5}(?::[\da-f]{1,4}){1,2}|(?:[\da-f]{1,4}:){1,4}(?::[\da-f]{1,4}){1,3}|(?:[\da-f]{1,4}:){1,3}(?::[\da-f]{1,4}){1,4}|(?:[\da-f]{1,4}:){1,2}(?::[\da-f]{1,4}){1,5}|[\da-f]{1,4}:(?::[\da-f]{1,4}){1,6}|:(?:(?::[\da-f]{1,4}){1,7}|:)|fe80:(?::[\da-f]{0,4}){0,4}%[\da-z]+|::(?:f{4}(?::0{1,4})?:)?(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d)|(?:[\da-f]{1,4}:){1,4}:(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d))$/iu;
/**
* [IP](https://en.wikipedia.org/wiki/IP_address) regex.
*/
const IP_REGEX = /^(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])(?:\.(?:(?:[1-9]|1\d|2[0-4])?\d|25[0-5])){3}$|^(?:(?:[\da-f]{1,4}:){7}[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,7}:|(?:[\da-f]{1,4}:){1,6}:[\da-f]{1,4}|(?:[\da-f]{1,4}:){1,5}(?::[\da-f]{1,4}){1,2}|(?:[\da-f]{1,4}:){1,4}(?::[\da-f]{1,4}){1,3}|(?:[\da-f]{1,4}:){1,3}(?::[\da-f]{1,4}){1,4}|(?:[\da-f]{1,4}:){1,2}(?::[\da-f]{1,4}){1,5}|[\da-f]{1,4}:(?::[\da-f]{1,4}){1,6}|:(?:(?::[\da-f]{1,4}){1,7}|:)|fe80:(?::[\da-f]{0,4}){0,4}%[\da-z]+|::(?:f{4}(?::0{1,4})?:)?(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d)|(?:[\da-f]{1,4}:){1,4}:(?:(?:25[0-5]|(?:2[0-4]|1?\d)?\d)\.){3}(?:25[0-5]|(?:2[0-4]|1?\d)?\d))$/iu;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) date regex.
*/
const ISO_DATE_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) date-time regex.
*/
const ISO_DATE_TIME_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])[T ](?:0\d|1\d|2[0-3]):[0-5]\d$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) date-time with seconds regex.
*/
const ISO_DATE_TIME_SECOND_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])[T ](?:0\d|1\d|2[0-3])(?::[0-5]\d){2}$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) time regex.
*/
const ISO_TIME_REGEX = /^(?:0\d|1\d|2[0-3]):[0-5]\d$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) time with seconds regex.
*/
const ISO_TIME_SECOND_REGEX = /^(?:0\d|1\d|2[0-3])(?::[0-5]\d){2}$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) timestamp regex. Allows a
* space as a date/time separator and an optional space before the UTC offset.
*/
const ISO_TIMESTAMP_REGEX = /^\d{4}-(?:0[1-9]|1[0-2])-(?:[12]\d|0[1-9]|3[01])[T ](?:0\d|1\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,9})?(?:Z| ?[+-](?:0\d|1\d|2[0-3])(?::?[0-5]\d)?)$/u;
/**
* [ISO 8601](https://en.wikipedia.org/wiki/ISO_8601) week regex.
*/
const ISO_WEEK_REGEX = /^\d{4}-W(?:0[1-9]|[1-4]\d|5[0-3])$/u;
/**
* [JWS compact serialization](https://datatracker.ietf.org/doc/html/rfc7515#section-3.1)
* regex.
*
* Hint: Empty payload and signature segments are allowed because the
* Base64URL-encoded representation of an empty octet sequence is an empty
* string.
*/
const JWS_COMPACT_REGEX = /^(?:[\w-]{2,3}|(?:[\w-]{4})+(?:[\w-]{2,3})?)\.(?:[\w-]{2,3}|(?:[\w-]{4})+(?:[\w-]{2,3})?)?\.(?:[\w-]{2,3}|(?:[\w-]{4})+(?:[\w-]{2,3})?)?$/u;
/**
* [ISRC](https://en.wikipedia.org/wiki/International_Standard_Recording_Code) regex.
*/
const ISRC_REGEX = /^(?:[A-Z]{2}[A-Z\d]{3}\d{7}|[A-Z]{2}-[A-Z\d]{3}-\d{2}-\d{5})$/u;
/**
* [KSUID](https://github.com/segmentio/ksuid) regex.
*/
const KSUID_REGEX = /^[a-zA-Z0-9]{27}$/u;
/**
* [MAC](https://en.wikipedia.org/wiki/MAC_address) 48 bit regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const MAC48_REGEX = /^(?:[\da-fA-F]{2}:){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){2}[\da-fA-F]{4}$/u;
/**
* [MAC](https://en.wikipedia.org/wiki/MAC_address) 64 bit regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const MAC64_REGEX = /^(?:[\da-fA-F]{2}:){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){3}[\da-fA-F]{4}$|^(?:[\da-fA-F]{4}:){3}[\da-fA-F]{4}$/u;
/**
* [MAC](https://en.wikipedia.org/wiki/MAC_address) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
*/
const MAC_REGEX = /^(?:[\da-fA-F]{2}:){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){5}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){2}[\da-fA-F]{4}$|^(?:[\da-fA-F]{2}:){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{2}-){7}[\da-fA-F]{2}$|^(?:[\da-fA-F]{4}\.){3}[\da-fA-F]{4}$|^(?:[\da-fA-F]{4}:){3}[\da-fA-F]{4}$/u;
/**
* [Nano ID](https://github.com/ai/nanoid) regex.
*/
const NANO_ID_REGEX = /^[\w-]+$/u;
/**
* [Octal](https://en.wikipedia.org/wiki/Octal) regex.
*/
const OCTAL_REGEX = /^(?:0o)?[0-7]+$/u;
/**
* [RFC 5322 email address](https://datatracker.ietf.org/doc/html/rfc5322#section-3.4.1) regex.
*
* Hint: This regex was taken from the [HTML Living Standard Specification](https://html.spec.whatwg.org/multipage/input.html#valid-e-mail-address) and does not perfectly represent RFC 5322.
*/
const RFC_EMAIL_REGEX = /^[a-zA-Z0-9.!#$%&'*+\/=?^_`{|}~-]+@[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?(?:\.[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$/;
/**
* [Slug](https://en.wikipedia.org/wiki/Clean_URL#Slug) regex.
*/
const SLUG_REGEX = /^[\da-z]+(?:[-_][\da-z]+)*$/u;
/**
* [ULID](https://github.com/ulid/spec) regex.
*
* Hint: We decided against the `i` flag for better JSON Schema compatibility.
* Hint: The first character is restricted to `[0-7]` because the 48-bit
* timestamp cannot exceed 2^48-1, making the maximum valid ULID
* `7ZZZZZZZZZZZZZZZZZZZZZZZZZ` in Crockford's Base32 encoding.
*/
const ULID_REGEX = /^[0-7][\da-hjkmnp-tv-zA-HJKMNP-TV-Z]{25}$/u;
/**
* [UUID](https://en.wikipedia.org/wiki/Universally_unique_identifier) regex.
*/
const UUID_REGEX = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;

//#endregion
//#region src/actions/base64/base64.ts
/* @__NO_SIDE_EFFECTS__ */
function base64(message$1) {
	return {
		kind: "validation",
		type: "base64",
		reference: base64,
		async: false,
		expects: null,
		requirement: BASE64_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "Base64", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/bic/bic.ts
/* @__NO_SIDE_EFFECTS__ */
function bic(message$1) {
	return {
		kind: "validation",
		type: "bic",
		reference: bic,
		async: false,
		expects: null,
		requirement: BIC_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "BIC", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/brand/brand.ts
/**
* Creates a brand transformation action.
*
* @param name The brand name.
*
* @returns A brand action.
*/
/* @__NO_SIDE_EFFECTS__ */
function brand(name) {
	return {
		kind: "transformation",
		type: "brand",
		reference: brand,
		async: false,
		name,
		"~run"(dataset) {
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/bytes/bytes.ts
/* @__NO_SIDE_EFFECTS__ */
function bytes(requirement, message$1) {
	return {
		kind: "validation",
		type: "bytes",
		reference: bytes,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const length$1 = /* @__PURE__ */ _getByteCount(dataset.value);
				if (length$1 !== this.requirement) _addIssue(this, "bytes", dataset, config$1, { received: `${length$1}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/check/check.ts
/* @__NO_SIDE_EFFECTS__ */
function check(requirement, message$1) {
	return {
		kind: "validation",
		type: "check",
		reference: check,
		async: false,
		expects: null,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "input", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/check/checkAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function checkAsync(requirement, message$1) {
	return {
		kind: "validation",
		type: "check",
		reference: checkAsync,
		async: true,
		expects: null,
		requirement,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (dataset.typed && !await this.requirement(dataset.value)) _addIssue(this, "input", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/checkItems/checkItems.ts
/* @__NO_SIDE_EFFECTS__ */
function checkItems(requirement, message$1) {
	return {
		kind: "validation",
		type: "check_items",
		reference: checkItems,
		async: false,
		expects: null,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) for (let index = 0; index < dataset.value.length; index++) {
				const item = dataset.value[index];
				if (!this.requirement(item, index, dataset.value)) _addIssue(this, "item", dataset, config$1, {
					input: item,
					path: [{
						type: "array",
						origin: "value",
						input: dataset.value,
						key: index,
						value: item
					}]
				});
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/checkItems/checkItemsAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function checkItemsAsync(requirement, message$1) {
	return {
		kind: "validation",
		type: "check_items",
		reference: checkItemsAsync,
		async: true,
		expects: null,
		requirement,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (dataset.typed) {
				const requirementResults = await Promise.all(dataset.value.map(this.requirement));
				for (let index = 0; index < dataset.value.length; index++) if (!requirementResults[index]) {
					const item = dataset.value[index];
					_addIssue(this, "item", dataset, config$1, {
						input: item,
						path: [{
							type: "array",
							origin: "value",
							input: dataset.value,
							key: index,
							value: item
						}]
					});
				}
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/codePoints/codePoints.ts
/* @__NO_SIDE_EFFECTS__ */
function codePoints(requirement, message$1) {
	return {
		kind: "validation",
		type: "code_points",
		reference: codePoints,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getCodePointCount(dataset.value);
				if (count !== this.requirement) _addIssue(this, "code points", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/creditCard/creditCard.ts
/**
* Credit card regex.
*/
const CREDIT_CARD_REGEX = /^(?:\d{13,19}|\d{4}(?: \d{3,6}){2,4}|\d{4}(?:-\d{3,6}){2,4})$/u;
/**
* Sanitize regex.
*/
const SANITIZE_REGEX = /[- ]/gu;
/**
* Provider regex list.
*/
const PROVIDER_REGEX_LIST = (/* unused pure expression or super */ null && ([
	/^3[47]\d{13}$/u,
	/^3(?:0[0-5]|[68]\d)\d{11,13}$/u,
	/^6(?:011|5\d{2})\d{12,15}$/u,
	/^(?:2131|1800|35\d{3})\d{11}$/u,
	/^(?:5[1-5]\d{2}|222\d|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/u,
	/^(?:6[27]\d{14,17}|81\d{14,17})$/u,
	/^4\d{12}(?:\d{3,6})?$/u
]));
/* @__NO_SIDE_EFFECTS__ */
function creditCard(message$1) {
	return {
		kind: "validation",
		type: "credit_card",
		reference: creditCard,
		async: false,
		expects: null,
		requirement(input) {
			let sanitized;
			return CREDIT_CARD_REGEX.test(input) && (sanitized = input.replace(SANITIZE_REGEX, "")) && PROVIDER_REGEX_LIST.some((regex$1) => regex$1.test(sanitized)) && /* @__PURE__ */ _isLuhnAlgo(sanitized);
		},
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "credit card", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/cuid2/cuid2.ts
/* @__NO_SIDE_EFFECTS__ */
function cuid2(message$1) {
	return {
		kind: "validation",
		type: "cuid2",
		reference: cuid2,
		async: false,
		expects: null,
		requirement: CUID2_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "Cuid2", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/decimal/decimal.ts
/* @__NO_SIDE_EFFECTS__ */
function decimal(message$1) {
	return {
		kind: "validation",
		type: "decimal",
		reference: decimal,
		async: false,
		expects: null,
		requirement: DECIMAL_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "decimal", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/description/description.ts
/**
* Creates a description metadata action.
*
* @param description_ The description text.
*
* @returns A description action.
*/
/* @__NO_SIDE_EFFECTS__ */
function description(description_) {
	return {
		kind: "metadata",
		type: "description",
		reference: description,
		description: description_
	};
}

//#endregion
//#region src/actions/digits/digits.ts
/* @__NO_SIDE_EFFECTS__ */
function digits(message$1) {
	return {
		kind: "validation",
		type: "digits",
		reference: digits,
		async: false,
		expects: null,
		requirement: DIGITS_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "digits", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/domain/domain.ts
/* @__NO_SIDE_EFFECTS__ */
function domain(message$1) {
	return {
		kind: "validation",
		type: "domain",
		reference: domain,
		expects: null,
		async: false,
		requirement: DOMAIN_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "domain", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/email/email.ts
/* @__NO_SIDE_EFFECTS__ */
function email(message$1) {
	return {
		kind: "validation",
		type: "email",
		reference: email,
		expects: null,
		async: false,
		requirement: EMAIL_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "email", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/emoji/emoji.ts
/* @__NO_SIDE_EFFECTS__ */
function emoji(message$1) {
	return {
		kind: "validation",
		type: "emoji",
		reference: emoji,
		async: false,
		expects: null,
		requirement: EMOJI_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "emoji", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/empty/empty.ts
/* @__NO_SIDE_EFFECTS__ */
function empty(message$1) {
	return {
		kind: "validation",
		type: "empty",
		reference: empty,
		async: false,
		expects: "0",
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length > 0) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/endsWith/endsWith.ts
/* @__NO_SIDE_EFFECTS__ */
function endsWith(requirement, message$1) {
	return {
		kind: "validation",
		type: "ends_with",
		reference: endsWith,
		async: false,
		expects: `"${requirement}"`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !dataset.value.endsWith(this.requirement)) _addIssue(this, "end", dataset, config$1, { received: `"${dataset.value.slice(-this.requirement.length)}"` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/entries/entries.ts
/* @__NO_SIDE_EFFECTS__ */
function entries(requirement, message$1) {
	return {
		kind: "validation",
		type: "entries",
		reference: entries,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (!dataset.typed) return dataset;
			const count = Object.keys(dataset.value).length;
			if (dataset.typed && count !== this.requirement) _addIssue(this, "entries", dataset, config$1, { received: `${count}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/everyItem/everyItem.ts
/* @__NO_SIDE_EFFECTS__ */
function everyItem(requirement, message$1) {
	return {
		kind: "validation",
		type: "every_item",
		reference: everyItem,
		async: false,
		expects: null,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !dataset.value.every(this.requirement)) _addIssue(this, "item", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/examples/examples.ts
/**
* Creates an examples metadata action.
*
* @param examples_ The examples.
*
* @returns An examples action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function examples(examples_) {
	return {
		kind: "metadata",
		type: "examples",
		reference: examples,
		examples: examples_
	};
}

//#endregion
//#region src/actions/excludes/excludes.ts
/* @__NO_SIDE_EFFECTS__ */
function excludes(requirement, message$1) {
	const received = /* @__PURE__ */ _stringify(requirement);
	return {
		kind: "validation",
		type: "excludes",
		reference: excludes,
		async: false,
		expects: `!${received}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.includes(this.requirement)) _addIssue(this, "content", dataset, config$1, { received });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/filterItems/filterItems.ts
/* @__NO_SIDE_EFFECTS__ */
function filterItems(operation) {
	return {
		kind: "transformation",
		type: "filter_items",
		reference: filterItems,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = dataset.value.filter(this.operation);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/findItem/findItem.ts
/* @__NO_SIDE_EFFECTS__ */
function findItem(operation) {
	return {
		kind: "transformation",
		type: "find_item",
		reference: findItem,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = dataset.value.find(this.operation);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/finite/finite.ts
/* @__NO_SIDE_EFFECTS__ */
function finite(message$1) {
	return {
		kind: "validation",
		type: "finite",
		reference: finite,
		async: false,
		expects: null,
		requirement: Number.isFinite,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "finite", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/flavor/flavor.ts
/**
* Creates a flavor transformation action.
*
* @param name The flavor name.
*
* @returns A flavor action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function flavor(name) {
	return {
		kind: "transformation",
		type: "flavor",
		reference: flavor,
		async: false,
		name,
		"~run"(dataset) {
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/graphemes/graphemes.ts
/* @__NO_SIDE_EFFECTS__ */
function graphemes(requirement, message$1) {
	return {
		kind: "validation",
		type: "graphemes",
		reference: graphemes,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getGraphemeCount(dataset.value);
				if (count !== this.requirement) _addIssue(this, "graphemes", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/gtValue/gtValue.ts
/* @__NO_SIDE_EFFECTS__ */
function gtValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "gt_value",
		reference: gtValue,
		async: false,
		expects: `>${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value > this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/guard/guard.ts
/* @__NO_SIDE_EFFECTS__ */
function guard(requirement, message$1) {
	return {
		kind: "transformation",
		type: "guard",
		reference: guard,
		async: false,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) {
				_addIssue(this, "input", dataset, config$1);
				dataset.typed = false;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/hash/hash.ts
/**
* Hash lengths object.
*/
const HASH_LENGTHS = {
	md4: 32,
	md5: 32,
	sha1: 40,
	sha256: 64,
	sha384: 96,
	sha512: 128,
	ripemd128: 32,
	ripemd160: 40,
	tiger128: 32,
	tiger160: 40,
	tiger192: 48,
	crc32: 8,
	crc32b: 8,
	adler32: 8
};
/* @__NO_SIDE_EFFECTS__ */
function hash(types, message$1) {
	return {
		kind: "validation",
		type: "hash",
		reference: hash,
		expects: null,
		async: false,
		requirement: RegExp(types.map((type) => `^[a-fA-F0-9]{${HASH_LENGTHS[type]}}$`).join("|"), "u"),
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "hash", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/hexadecimal/hexadecimal.ts
/* @__NO_SIDE_EFFECTS__ */
function hexadecimal(message$1) {
	return {
		kind: "validation",
		type: "hexadecimal",
		reference: hexadecimal,
		async: false,
		expects: null,
		requirement: HEXADECIMAL_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "hexadecimal", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/hexColor/hexColor.ts
/* @__NO_SIDE_EFFECTS__ */
function hexColor(message$1) {
	return {
		kind: "validation",
		type: "hex_color",
		reference: hexColor,
		async: false,
		expects: null,
		requirement: HEX_COLOR_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "hex color", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/imei/imei.ts
/* @__NO_SIDE_EFFECTS__ */
function imei(message$1) {
	return {
		kind: "validation",
		type: "imei",
		reference: imei,
		async: false,
		expects: null,
		requirement(input) {
			return IMEI_REGEX.test(input) && /* @__PURE__ */ _isLuhnAlgo(input);
		},
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "IMEI", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/includes/includes.ts
/* @__NO_SIDE_EFFECTS__ */
function includes(requirement, message$1) {
	const expects = /* @__PURE__ */ _stringify(requirement);
	return {
		kind: "validation",
		type: "includes",
		reference: includes,
		async: false,
		expects,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !dataset.value.includes(this.requirement)) _addIssue(this, "content", dataset, config$1, { received: `!${expects}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/integer/integer.ts
/* @__NO_SIDE_EFFECTS__ */
function integer(message$1) {
	return {
		kind: "validation",
		type: "integer",
		reference: integer,
		async: false,
		expects: null,
		requirement: Number.isInteger,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "integer", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/ip/ip.ts
/* @__NO_SIDE_EFFECTS__ */
function ip(message$1) {
	return {
		kind: "validation",
		type: "ip",
		reference: ip,
		async: false,
		expects: null,
		requirement: IP_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "IP", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/ipv4/ipv4.ts
/* @__NO_SIDE_EFFECTS__ */
function ipv4(message$1) {
	return {
		kind: "validation",
		type: "ipv4",
		reference: ipv4,
		async: false,
		expects: null,
		requirement: IPV4_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "IPv4", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/ipv6/ipv6.ts
/* @__NO_SIDE_EFFECTS__ */
function ipv6(message$1) {
	return {
		kind: "validation",
		type: "ipv6",
		reference: ipv6,
		async: false,
		expects: null,
		requirement: IPV6_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "IPv6", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isbn/utils/_isIsbn10.ts
/**
* [Validates an ISBN-10](https://en.wikipedia.org/wiki/ISBN#ISBN-10_check_digits).
*
* @param input The input value.
*
* @returns `true` if the input is a valid ISBN-10, `false` otherwise.
*
* @internal
*/
function _isIsbn10(input) {
	const digits$1 = input.split("").map((c) => c === "X" ? 10 : parseInt(c));
	let sum = 0;
	for (let i = 0; i < 10; i++) sum += digits$1[i] * (10 - i);
	return sum % 11 === 0;
}

//#endregion
//#region src/actions/isbn/utils/_isIsbn13.ts
/**
* [Validates an ISBN-13](https://en.wikipedia.org/wiki/ISBN#ISBN-13_check_digit_calculation).
*
* @param input The input value.
*
* @returns `true` if the input is a valid ISBN-13, `false` otherwise.
*
* @internal
*/
function _isIsbn13(input) {
	const digits$1 = input.split("").map((c) => parseInt(c));
	let sum = 0;
	for (let i = 0; i < 13; i++) sum += digits$1[i] * (i % 2 === 0 ? 1 : 3);
	return sum % 10 === 0;
}

//#endregion
//#region src/actions/isbn/isbn.ts
/**
* ISBN separator regex.
*/
const ISBN_SEPARATOR_REGEX = /[- ]/gu;
/**
* ISBN-10 detection regex.
*/
const ISBN_10_DETECTION_REGEX = /^\d{9}[\dX]$/u;
/**
* ISBN-13 detection regex.
*/
const ISBN_13_DETECTION_REGEX = /^\d{13}$/u;
/* @__NO_SIDE_EFFECTS__ */
function isbn(message$1) {
	return {
		kind: "validation",
		type: "isbn",
		reference: isbn,
		async: false,
		expects: null,
		requirement(input) {
			const replacedInput = input.replace(ISBN_SEPARATOR_REGEX, "");
			if (ISBN_10_DETECTION_REGEX.test(replacedInput)) return _isIsbn10(replacedInput);
			else if (ISBN_13_DETECTION_REGEX.test(replacedInput)) return _isIsbn13(replacedInput);
			return false;
		},
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "ISBN", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isrc/isrc.ts
/* @__NO_SIDE_EFFECTS__ */
function isrc(message$1) {
	return {
		kind: "validation",
		type: "isrc",
		reference: isrc,
		async: false,
		expects: null,
		requirement: ISRC_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "ISRC", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoDate/isoDate.ts
/* @__NO_SIDE_EFFECTS__ */
function isoDate(message$1) {
	return {
		kind: "validation",
		type: "iso_date",
		reference: isoDate,
		async: false,
		expects: null,
		requirement: ISO_DATE_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "date", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoDateTime/isoDateTime.ts
/* @__NO_SIDE_EFFECTS__ */
function isoDateTime(message$1) {
	return {
		kind: "validation",
		type: "iso_date_time",
		reference: isoDateTime,
		async: false,
		expects: null,
		requirement: ISO_DATE_TIME_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "date-time", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoDateTimeSecond/isoDateTimeSecond.ts
/* @__NO_SIDE_EFFECTS__ */
function isoDateTimeSecond(message$1) {
	return {
		kind: "validation",
		type: "iso_date_time_second",
		reference: isoDateTimeSecond,
		async: false,
		expects: null,
		requirement: ISO_DATE_TIME_SECOND_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "date-time-second", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoTime/isoTime.ts
/* @__NO_SIDE_EFFECTS__ */
function isoTime(message$1) {
	return {
		kind: "validation",
		type: "iso_time",
		reference: isoTime,
		async: false,
		expects: null,
		requirement: ISO_TIME_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "time", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoTimeSecond/isoTimeSecond.ts
/* @__NO_SIDE_EFFECTS__ */
function isoTimeSecond(message$1) {
	return {
		kind: "validation",
		type: "iso_time_second",
		reference: isoTimeSecond,
		async: false,
		expects: null,
		requirement: ISO_TIME_SECOND_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "time-second", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoTimestamp/isoTimestamp.ts
/* @__NO_SIDE_EFFECTS__ */
function isoTimestamp(message$1) {
	return {
		kind: "validation",
		type: "iso_timestamp",
		reference: isoTimestamp,
		async: false,
		expects: null,
		requirement: ISO_TIMESTAMP_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "timestamp", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/isoWeek/isoWeek.ts
/* @__NO_SIDE_EFFECTS__ */
function isoWeek(message$1) {
	return {
		kind: "validation",
		type: "iso_week",
		reference: isoWeek,
		async: false,
		expects: null,
		requirement: ISO_WEEK_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "week", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/jwsCompact/jwsCompact.ts
/* @__NO_SIDE_EFFECTS__ */
function jwsCompact(message$1) {
	return {
		kind: "validation",
		type: "jws_compact",
		reference: jwsCompact,
		async: false,
		expects: null,
		requirement: JWS_COMPACT_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "JWS compact", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/ksuid/ksuid.ts
/* @__NO_SIDE_EFFECTS__ */
function ksuid(message$1) {
	return {
		kind: "validation",
		type: "ksuid",
		reference: ksuid,
		async: false,
		expects: null,
		requirement: KSUID_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "KSUID", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/length/length.ts
/* @__NO_SIDE_EFFECTS__ */
function dist_length(requirement, message$1) {
	return {
		kind: "validation",
		type: "length",
		reference: dist_length,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length !== this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/ltValue/ltValue.ts
/* @__NO_SIDE_EFFECTS__ */
function ltValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "lt_value",
		reference: ltValue,
		async: false,
		expects: `<${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value < this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/mac/mac.ts
/* @__NO_SIDE_EFFECTS__ */
function mac(message$1) {
	return {
		kind: "validation",
		type: "mac",
		reference: mac,
		async: false,
		expects: null,
		requirement: MAC_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "MAC", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/mac48/mac48.ts
/* @__NO_SIDE_EFFECTS__ */
function mac48(message$1) {
	return {
		kind: "validation",
		type: "mac48",
		reference: mac48,
		async: false,
		expects: null,
		requirement: MAC48_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "48-bit MAC", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/mac64/mac64.ts
/* @__NO_SIDE_EFFECTS__ */
function mac64(message$1) {
	return {
		kind: "validation",
		type: "mac64",
		reference: mac64,
		async: false,
		expects: null,
		requirement: MAC64_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "64-bit MAC", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/mapItems/mapItems.ts
/* @__NO_SIDE_EFFECTS__ */
function mapItems(operation) {
	return {
		kind: "transformation",
		type: "map_items",
		reference: mapItems,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = dataset.value.map(this.operation);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxBytes/maxBytes.ts
/* @__NO_SIDE_EFFECTS__ */
function maxBytes(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_bytes",
		reference: maxBytes,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const length$1 = /* @__PURE__ */ _getByteCount(dataset.value);
				if (length$1 > this.requirement) _addIssue(this, "bytes", dataset, config$1, { received: `${length$1}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxCodePoints/maxCodePoints.ts
/* @__NO_SIDE_EFFECTS__ */
function maxCodePoints(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_code_points",
		reference: maxCodePoints,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getCodePointCount(dataset.value);
				if (count > this.requirement) _addIssue(this, "code points", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxEntries/maxEntries.ts
/* @__NO_SIDE_EFFECTS__ */
function maxEntries(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_entries",
		reference: maxEntries,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (!dataset.typed) return dataset;
			const count = Object.keys(dataset.value).length;
			if (dataset.typed && count > this.requirement) _addIssue(this, "entries", dataset, config$1, { received: `${count}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxGraphemes/maxGraphemes.ts
/* @__NO_SIDE_EFFECTS__ */
function maxGraphemes(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_graphemes",
		reference: maxGraphemes,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getGraphemeCount(dataset.value);
				if (count > this.requirement) _addIssue(this, "graphemes", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxLength/maxLength.ts
/* @__NO_SIDE_EFFECTS__ */
function maxLength(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_length",
		reference: maxLength,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length > this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxSize/maxSize.ts
/* @__NO_SIDE_EFFECTS__ */
function maxSize(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_size",
		reference: maxSize,
		async: false,
		expects: `<=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.size > this.requirement) _addIssue(this, "size", dataset, config$1, { received: `${dataset.value.size}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxValue/maxValue.ts
/* @__NO_SIDE_EFFECTS__ */
function maxValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "max_value",
		reference: maxValue,
		async: false,
		expects: `<=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value <= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/maxWords/maxWords.ts
/* @__NO_SIDE_EFFECTS__ */
function maxWords(locales, requirement, message$1) {
	return {
		kind: "validation",
		type: "max_words",
		reference: maxWords,
		async: false,
		expects: `<=${requirement}`,
		locales,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getWordCount(this.locales, dataset.value);
				if (count > this.requirement) _addIssue(this, "words", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/metadata/metadata.ts
/**
* Creates a custom metadata action.
*
* @param metadata_ The metadata object.
*
* @returns A metadata action.
*/
/* @__NO_SIDE_EFFECTS__ */
function metadata(metadata_) {
	return {
		kind: "metadata",
		type: "metadata",
		reference: metadata,
		metadata: metadata_
	};
}

//#endregion
//#region src/actions/mimeType/mimeType.ts
/* @__NO_SIDE_EFFECTS__ */
function mimeType(requirement, message$1) {
	return {
		kind: "validation",
		type: "mime_type",
		reference: mimeType,
		async: false,
		expects: /* @__PURE__ */ _joinExpects(requirement.map((option) => `"${option}"`), "|"),
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.includes(dataset.value.type)) _addIssue(this, "MIME type", dataset, config$1, { received: `"${dataset.value.type}"` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minBytes/minBytes.ts
/* @__NO_SIDE_EFFECTS__ */
function minBytes(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_bytes",
		reference: minBytes,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const length$1 = /* @__PURE__ */ _getByteCount(dataset.value);
				if (length$1 < this.requirement) _addIssue(this, "bytes", dataset, config$1, { received: `${length$1}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minCodePoints/minCodePoints.ts
/* @__NO_SIDE_EFFECTS__ */
function minCodePoints(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_code_points",
		reference: minCodePoints,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getCodePointCount(dataset.value);
				if (count < this.requirement) _addIssue(this, "code points", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minEntries/minEntries.ts
/* @__NO_SIDE_EFFECTS__ */
function minEntries(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_entries",
		reference: minEntries,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (!dataset.typed) return dataset;
			const count = Object.keys(dataset.value).length;
			if (dataset.typed && count < this.requirement) _addIssue(this, "entries", dataset, config$1, { received: `${count}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minGraphemes/minGraphemes.ts
/* @__NO_SIDE_EFFECTS__ */
function minGraphemes(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_graphemes",
		reference: minGraphemes,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getGraphemeCount(dataset.value);
				if (count < this.requirement) _addIssue(this, "graphemes", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minLength/minLength.ts
/* @__NO_SIDE_EFFECTS__ */
function minLength(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_length",
		reference: minLength,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length < this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minSize/minSize.ts
/* @__NO_SIDE_EFFECTS__ */
function minSize(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_size",
		reference: minSize,
		async: false,
		expects: `>=${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.size < this.requirement) _addIssue(this, "size", dataset, config$1, { received: `${dataset.value.size}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minValue/minValue.ts
/* @__NO_SIDE_EFFECTS__ */
function minValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "min_value",
		reference: minValue,
		async: false,
		expects: `>=${requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !(dataset.value >= this.requirement)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/minWords/minWords.ts
/* @__NO_SIDE_EFFECTS__ */
function minWords(locales, requirement, message$1) {
	return {
		kind: "validation",
		type: "min_words",
		reference: minWords,
		async: false,
		expects: `>=${requirement}`,
		locales,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getWordCount(this.locales, dataset.value);
				if (count < this.requirement) _addIssue(this, "words", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/multipleOf/multipleOf.ts
/* @__NO_SIDE_EFFECTS__ */
function multipleOf(requirement, message$1) {
	return {
		kind: "validation",
		type: "multiple_of",
		reference: multipleOf,
		async: false,
		expects: `%${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value % this.requirement != 0) _addIssue(this, "multiple", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/nanoid/nanoid.ts
/* @__NO_SIDE_EFFECTS__ */
function nanoid(message$1) {
	return {
		kind: "validation",
		type: "nanoid",
		reference: nanoid,
		async: false,
		expects: null,
		requirement: NANO_ID_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "Nano ID", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/nonEmpty/nonEmpty.ts
/* @__NO_SIDE_EFFECTS__ */
function nonEmpty(message$1) {
	return {
		kind: "validation",
		type: "non_empty",
		reference: nonEmpty,
		async: false,
		expects: "!0",
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length === 0) _addIssue(this, "length", dataset, config$1, { received: "0" });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/normalize/normalize.ts
/* @__NO_SIDE_EFFECTS__ */
function normalize(form) {
	return {
		kind: "transformation",
		type: "normalize",
		reference: normalize,
		async: false,
		form,
		"~run"(dataset) {
			dataset.value = dataset.value.normalize(this.form);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notBytes/notBytes.ts
/* @__NO_SIDE_EFFECTS__ */
function notBytes(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_bytes",
		reference: notBytes,
		async: false,
		expects: `!${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const length$1 = /* @__PURE__ */ _getByteCount(dataset.value);
				if (length$1 === this.requirement) _addIssue(this, "bytes", dataset, config$1, { received: `${length$1}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notCodePoints/notCodePoints.ts
/* @__NO_SIDE_EFFECTS__ */
function notCodePoints(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_code_points",
		reference: notCodePoints,
		async: false,
		expects: `!${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getCodePointCount(dataset.value);
				if (count === this.requirement) _addIssue(this, "code points", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notEntries/notEntries.ts
/* @__NO_SIDE_EFFECTS__ */
function notEntries(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_entries",
		reference: notEntries,
		async: false,
		expects: `!${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (!dataset.typed) return dataset;
			const count = Object.keys(dataset.value).length;
			if (dataset.typed && count === this.requirement) _addIssue(this, "entries", dataset, config$1, { received: `${count}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notGraphemes/notGraphemes.ts
/* @__NO_SIDE_EFFECTS__ */
function notGraphemes(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_graphemes",
		reference: notGraphemes,
		async: false,
		expects: `!${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getGraphemeCount(dataset.value);
				if (count === this.requirement) _addIssue(this, "graphemes", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notLength/notLength.ts
/* @__NO_SIDE_EFFECTS__ */
function notLength(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_length",
		reference: notLength,
		async: false,
		expects: `!${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.length === this.requirement) _addIssue(this, "length", dataset, config$1, { received: `${dataset.value.length}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notSize/notSize.ts
/* @__NO_SIDE_EFFECTS__ */
function notSize(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_size",
		reference: notSize,
		async: false,
		expects: `!${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.size === this.requirement) _addIssue(this, "size", dataset, config$1, { received: `${dataset.value.size}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notValue/notValue.ts
/* @__NO_SIDE_EFFECTS__ */
function notValue(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_value",
		reference: notValue,
		async: false,
		expects: requirement instanceof Date ? `!${requirement.toJSON()}` : `!${/* @__PURE__ */ _stringify(requirement)}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && /* @__PURE__ */ _isValueMatch(this.requirement, dataset.value)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notValues/notValues.ts
/* @__NO_SIDE_EFFECTS__ */
function notValues(requirement, message$1) {
	return {
		kind: "validation",
		type: "not_values",
		reference: notValues,
		async: false,
		expects: `!${/* @__PURE__ */ _joinExpects(requirement.map((value$1) => value$1 instanceof Date ? value$1.toJSON() : /* @__PURE__ */ _stringify(value$1)), "|")}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && this.requirement.some((requirement$1) => /* @__PURE__ */ _isValueMatch(requirement$1, dataset.value))) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/notWords/notWords.ts
/* @__NO_SIDE_EFFECTS__ */
function notWords(locales, requirement, message$1) {
	return {
		kind: "validation",
		type: "not_words",
		reference: notWords,
		async: false,
		expects: `!${requirement}`,
		locales,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getWordCount(this.locales, dataset.value);
				if (count === this.requirement) _addIssue(this, "words", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/octal/octal.ts
/* @__NO_SIDE_EFFECTS__ */
function octal(message$1) {
	return {
		kind: "validation",
		type: "octal",
		reference: octal,
		async: false,
		expects: null,
		requirement: OCTAL_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "octal", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/parseBoolean/parseBoolean.ts
const TRUTHY = (/* unused pure expression or super */ null && ([
	true,
	1,
	"true",
	"1",
	"yes",
	"y",
	"on",
	"enabled"
]));
const FALSY = (/* unused pure expression or super */ null && ([
	false,
	0,
	"false",
	"0",
	"no",
	"n",
	"off",
	"disabled"
]));
/* @__NO_SIDE_EFFECTS__ */
function parseBoolean(config$1, message$1) {
	const normalize$1 = (v) => typeof v === "string" ? v.toLowerCase() : v;
	const truthyRaw = config$1?.truthy ?? TRUTHY;
	const falsyRaw = config$1?.falsy ?? FALSY;
	const truthy = config$1?.truthy ? config$1.truthy.map(normalize$1) : TRUTHY;
	const falsy = config$1?.falsy ? config$1.falsy.map(normalize$1) : FALSY;
	return {
		kind: "transformation",
		type: "parse_boolean",
		reference: parseBoolean,
		expects: /* @__PURE__ */ _joinExpects([...truthyRaw, ...falsyRaw].map(_stringify), "|"),
		config: config$1,
		message: message$1,
		async: false,
		"~run"(dataset, config$2) {
			const input = normalize$1(dataset.value);
			if (truthy.includes(input)) dataset.value = true;
			else if (falsy.includes(input)) dataset.value = false;
			else {
				_addIssue(this, "boolean", dataset, config$2);
				dataset.typed = false;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/parseJson/parseJson.ts
/* @__NO_SIDE_EFFECTS__ */
function parseJson(config$1, message$1) {
	return {
		kind: "transformation",
		type: "parse_json",
		reference: parseJson,
		config: config$1,
		message: message$1,
		async: false,
		"~run"(dataset, config$2) {
			try {
				dataset.value = JSON.parse(dataset.value, this.config?.reviver);
			} catch (error) {
				if (error instanceof Error) {
					_addIssue(this, "JSON", dataset, config$2, { received: `"${error.message}"` });
					dataset.typed = false;
				} else throw error;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/partialCheck/utils/_isPartiallyTyped/_isPartiallyTyped.ts
/**
* Checks if a dataset is partially typed.
*
* @param dataset The dataset to check.
* @param paths The paths to check.
*
* @returns Whether it is partially typed.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _isPartiallyTyped(dataset, paths) {
	if (dataset.issues) for (const path of paths) for (const issue of dataset.issues) {
		let typed = false;
		const bound = Math.min(path.length, issue.path?.length ?? 0);
		for (let index = 0; index < bound; index++) if (path[index] !== issue.path[index].key && (path[index] !== "$" || issue.path[index].type !== "array")) {
			typed = true;
			break;
		}
		if (!typed) return false;
	}
	return true;
}

//#endregion
//#region src/actions/partialCheck/partialCheck.ts
/* @__NO_SIDE_EFFECTS__ */
function partialCheck(paths, requirement, message$1) {
	return {
		kind: "validation",
		type: "partial_check",
		reference: partialCheck,
		async: false,
		expects: null,
		paths,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if ((dataset.typed || /* @__PURE__ */ _isPartiallyTyped(dataset, paths)) && !this.requirement(dataset.value)) _addIssue(this, "input", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/partialCheck/partialCheckAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function partialCheckAsync(paths, requirement, message$1) {
	return {
		kind: "validation",
		type: "partial_check",
		reference: partialCheckAsync,
		async: true,
		expects: null,
		paths,
		requirement,
		message: message$1,
		async "~run"(dataset, config$1) {
			if ((dataset.typed || /* @__PURE__ */ _isPartiallyTyped(dataset, paths)) && !await this.requirement(dataset.value)) _addIssue(this, "input", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/rawCheck/rawCheck.ts
/**
* Creates a raw check validation action.
*
* @param action The validation action.
*
* @returns A raw check action.
*/
/* @__NO_SIDE_EFFECTS__ */
function rawCheck(action) {
	return {
		kind: "validation",
		type: "raw_check",
		reference: rawCheck,
		async: false,
		expects: null,
		"~run"(dataset, config$1) {
			action({
				dataset,
				config: config$1,
				addIssue: (info) => _addIssue(this, info?.label ?? "input", dataset, config$1, info)
			});
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/rawCheck/rawCheckAsync.ts
/**
* Creates a raw check validation action.
*
* @param action The validation action.
*
* @returns A raw check action.
*/
/* @__NO_SIDE_EFFECTS__ */
function rawCheckAsync(action) {
	return {
		kind: "validation",
		type: "raw_check",
		reference: rawCheckAsync,
		async: true,
		expects: null,
		async "~run"(dataset, config$1) {
			await action({
				dataset,
				config: config$1,
				addIssue: (info) => _addIssue(this, info?.label ?? "input", dataset, config$1, info)
			});
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/rawTransform/rawTransform.ts
/**
* Creates a raw transformation action.
*
* @param action The transformation action.
*
* @returns A raw transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function rawTransform(action) {
	return {
		kind: "transformation",
		type: "raw_transform",
		reference: rawTransform,
		async: false,
		"~run"(dataset, config$1) {
			const output = action({
				dataset,
				config: config$1,
				addIssue: (info) => _addIssue(this, info?.label ?? "input", dataset, config$1, info),
				NEVER: null
			});
			if (dataset.issues) dataset.typed = false;
			else dataset.value = output;
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/rawTransform/rawTransformAsync.ts
/**
* Creates a raw transformation action.
*
* @param action The transformation action.
*
* @returns A raw transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function rawTransformAsync(action) {
	return {
		kind: "transformation",
		type: "raw_transform",
		reference: rawTransformAsync,
		async: true,
		async "~run"(dataset, config$1) {
			const output = await action({
				dataset,
				config: config$1,
				addIssue: (info) => _addIssue(this, info?.label ?? "input", dataset, config$1, info),
				NEVER: null
			});
			if (dataset.issues) dataset.typed = false;
			else dataset.value = output;
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/readonly/readonly.ts
/* @__NO_SIDE_EFFECTS__ */
function readonly() {
	return {
		kind: "transformation",
		type: "readonly",
		reference: readonly,
		async: false,
		"~run"(dataset) {
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/reduceItems/reduceItems.ts
/* @__NO_SIDE_EFFECTS__ */
function reduceItems(operation, initial) {
	return {
		kind: "transformation",
		type: "reduce_items",
		reference: reduceItems,
		async: false,
		operation,
		initial,
		"~run"(dataset) {
			dataset.value = dataset.value.reduce(this.operation, this.initial);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/regex/regex.ts
/* @__NO_SIDE_EFFECTS__ */
function regex(requirement, message$1) {
	return {
		kind: "validation",
		type: "regex",
		reference: regex,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "format", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/returns/returns.ts
/* @__NO_SIDE_EFFECTS__ */
function returns(schema) {
	return {
		kind: "transformation",
		type: "returns",
		reference: returns,
		async: false,
		schema,
		"~run"(dataset, config$1) {
			const func = dataset.value;
			dataset.value = (...args_) => {
				const returnsDataset = this.schema["~run"]({ value: func(...args_) }, config$1);
				if (returnsDataset.issues) throw new ValiError(returnsDataset.issues);
				return returnsDataset.value;
			};
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/returns/returnsAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function returnsAsync(schema) {
	return {
		kind: "transformation",
		type: "returns",
		reference: returnsAsync,
		async: false,
		schema,
		"~run"(dataset, config$1) {
			const func = dataset.value;
			dataset.value = async (...args_) => {
				const returnsDataset = await this.schema["~run"]({ value: await func(...args_) }, config$1);
				if (returnsDataset.issues) throw new ValiError(returnsDataset.issues);
				return returnsDataset.value;
			};
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/rfcEmail/rfcEmail.ts
/* @__NO_SIDE_EFFECTS__ */
function rfcEmail(message$1) {
	return {
		kind: "validation",
		type: "rfc_email",
		reference: rfcEmail,
		expects: null,
		async: false,
		requirement: RFC_EMAIL_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "email", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/safeInteger/safeInteger.ts
/* @__NO_SIDE_EFFECTS__ */
function safeInteger(message$1) {
	return {
		kind: "validation",
		type: "safe_integer",
		reference: safeInteger,
		async: false,
		expects: null,
		requirement: Number.isSafeInteger,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "safe integer", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/size/size.ts
/* @__NO_SIDE_EFFECTS__ */
function size(requirement, message$1) {
	return {
		kind: "validation",
		type: "size",
		reference: size,
		async: false,
		expects: `${requirement}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && dataset.value.size !== this.requirement) _addIssue(this, "size", dataset, config$1, { received: `${dataset.value.size}` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/slug/slug.ts
/* @__NO_SIDE_EFFECTS__ */
function slug(message$1) {
	return {
		kind: "validation",
		type: "slug",
		reference: slug,
		async: false,
		expects: null,
		requirement: SLUG_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "slug", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/someItem/someItem.ts
/* @__NO_SIDE_EFFECTS__ */
function someItem(requirement, message$1) {
	return {
		kind: "validation",
		type: "some_item",
		reference: someItem,
		async: false,
		expects: null,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !dataset.value.some(this.requirement)) _addIssue(this, "item", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/sortItems/sortItems.ts
/* @__NO_SIDE_EFFECTS__ */
function sortItems(operation) {
	return {
		kind: "transformation",
		type: "sort_items",
		reference: sortItems,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = dataset.value.sort(this.operation);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/startsWith/startsWith.ts
/* @__NO_SIDE_EFFECTS__ */
function startsWith(requirement, message$1) {
	return {
		kind: "validation",
		type: "starts_with",
		reference: startsWith,
		async: false,
		expects: `"${requirement}"`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !dataset.value.startsWith(this.requirement)) _addIssue(this, "start", dataset, config$1, { received: `"${dataset.value.slice(0, this.requirement.length)}"` });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/stringifyJson/stringifyJson.ts
/* @__NO_SIDE_EFFECTS__ */
function stringifyJson(config$1, message$1) {
	return {
		kind: "transformation",
		type: "stringify_json",
		reference: stringifyJson,
		message: message$1,
		config: config$1,
		async: false,
		"~run"(dataset, config$2) {
			try {
				const output = JSON.stringify(dataset.value, this.config?.replacer, this.config?.space);
				if (output === void 0) {
					_addIssue(this, "JSON", dataset, config$2);
					dataset.typed = false;
				} else dataset.value = output;
			} catch (error) {
				if (error instanceof Error) {
					_addIssue(this, "JSON", dataset, config$2, { received: `"${error.message}"` });
					dataset.typed = false;
				} else throw error;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/title/title.ts
/**
* Creates a title metadata action.
*
* @param title_ The title text.
*
* @returns A title action.
*/
/* @__NO_SIDE_EFFECTS__ */
function title(title_) {
	return {
		kind: "metadata",
		type: "title",
		reference: title,
		title: title_
	};
}

//#endregion
//#region src/actions/toBigint/toBigint.ts
/* @__NO_SIDE_EFFECTS__ */
function toBigint(message$1) {
	return {
		kind: "transformation",
		type: "to_bigint",
		reference: toBigint,
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			try {
				dataset.value = BigInt(dataset.value);
			} catch {
				_addIssue(this, "bigint", dataset, config$1);
				dataset.typed = false;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toBoolean/toBoolean.ts
/**
* Creates a to boolean transformation action.
*
* @returns A to boolean action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function toBoolean() {
	return {
		kind: "transformation",
		type: "to_boolean",
		reference: toBoolean,
		async: false,
		"~run"(dataset) {
			dataset.value = Boolean(dataset.value);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toCamelCase/toCamelCase.ts
/**
* Creates a to camel case transformation action.
*
* Words are separated by `_`, `-` and ASCII whitespace, as well as by case
* and acronym boundaries.
*
* Hint: Acronym runs are normalized to lowercase (e.g. `parseURLValue` →
* `parseUrlValue`) and digits stay attached to the preceding token (e.g.
* `item2Name` → `item2Name`).
*
* @returns A to camel case action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function toCamelCase() {
	return {
		kind: "transformation",
		type: "to_camel_case",
		reference: toCamelCase,
		async: false,
		"~run"(dataset) {
			dataset.value = /* @__PURE__ */ _formatCase(dataset.value, "", false, true);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toDate/toDate.ts
/* @__NO_SIDE_EFFECTS__ */
function toDate(message$1) {
	return {
		kind: "transformation",
		type: "to_date",
		reference: toDate,
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			try {
				dataset.value = new Date(dataset.value);
				if (isNaN(dataset.value)) {
					_addIssue(this, "date", dataset, config$1, { received: "\"Invalid Date\"" });
					dataset.typed = false;
				}
			} catch {
				_addIssue(this, "date", dataset, config$1);
				dataset.typed = false;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toKebabCase/toKebabCase.ts
/**
* Creates a to kebab case transformation action.
*
* Words are separated by `_`, `-` and ASCII whitespace, as well as by case
* and acronym boundaries.
*
* Hint: Acronym runs are normalized to lowercase (e.g. `parseURLValue` →
* `parse-url-value`) and digits stay attached to the preceding token (e.g.
* `item2Name` → `item2-name`).
*
* @returns A to kebab case action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function toKebabCase() {
	return {
		kind: "transformation",
		type: "to_kebab_case",
		reference: toKebabCase,
		async: false,
		"~run"(dataset) {
			dataset.value = /* @__PURE__ */ _formatCase(dataset.value, "-", false, false);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toLowerCase/toLowerCase.ts
/**
* Creates a to lower case transformation action.
*
* @returns A to lower case action.
*/
/* @__NO_SIDE_EFFECTS__ */
function toLowerCase() {
	return {
		kind: "transformation",
		type: "to_lower_case",
		reference: toLowerCase,
		async: false,
		"~run"(dataset) {
			dataset.value = dataset.value.toLowerCase();
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toMaxValue/toMaxValue.ts
/**
* Creates a to max value transformation action.
*
* @param requirement The maximum value.
*
* @returns A to max value action.
*/
/* @__NO_SIDE_EFFECTS__ */
function toMaxValue(requirement) {
	return {
		kind: "transformation",
		type: "to_max_value",
		reference: toMaxValue,
		async: false,
		requirement,
		"~run"(dataset) {
			dataset.value = dataset.value > this.requirement ? this.requirement : dataset.value;
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toMinValue/toMinValue.ts
/**
* Creates a to min value transformation action.
*
* @param requirement The minimum value.
*
* @returns A to min value action.
*/
/* @__NO_SIDE_EFFECTS__ */
function toMinValue(requirement) {
	return {
		kind: "transformation",
		type: "to_min_value",
		reference: toMinValue,
		async: false,
		requirement,
		"~run"(dataset) {
			dataset.value = dataset.value < this.requirement ? this.requirement : dataset.value;
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toNumber/toNumber.ts
/* @__NO_SIDE_EFFECTS__ */
function toNumber(message$1) {
	return {
		kind: "transformation",
		type: "to_number",
		reference: toNumber,
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			try {
				dataset.value = Number(dataset.value);
				if (isNaN(dataset.value)) {
					_addIssue(this, "number", dataset, config$1);
					dataset.typed = false;
				}
			} catch {
				_addIssue(this, "number", dataset, config$1);
				dataset.typed = false;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toPascalCase/toPascalCase.ts
/**
* Creates a to pascal case transformation action.
*
* Words are separated by `_`, `-` and ASCII whitespace, as well as by case
* and acronym boundaries.
*
* Hint: Acronym runs are normalized to lowercase (e.g. `parseURLValue` →
* `ParseUrlValue`) and digits stay attached to the preceding token (e.g.
* `item2Name` → `Item2Name`).
*
* @returns A to pascal case action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function toPascalCase() {
	return {
		kind: "transformation",
		type: "to_pascal_case",
		reference: toPascalCase,
		async: false,
		"~run"(dataset) {
			dataset.value = /* @__PURE__ */ _formatCase(dataset.value, "", true, true);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toSnakeCase/toSnakeCase.ts
/**
* Creates a to snake case transformation action.
*
* Words are separated by `_`, `-` and ASCII whitespace, as well as by case
* and acronym boundaries.
*
* Hint: Acronym runs are normalized to lowercase (e.g. `parseURLValue` →
* `parse_url_value`) and digits stay attached to the preceding token (e.g.
* `item2Name` → `item2_name`).
*
* @returns A to snake case action.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function toSnakeCase() {
	return {
		kind: "transformation",
		type: "to_snake_case",
		reference: toSnakeCase,
		async: false,
		"~run"(dataset) {
			dataset.value = /* @__PURE__ */ _formatCase(dataset.value, "_", false, false);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toString/toString.ts
/* @__NO_SIDE_EFFECTS__ */
function dist_toString(message$1) {
	return {
		kind: "transformation",
		type: "to_string",
		reference: dist_toString,
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			try {
				dataset.value = String(dataset.value);
			} catch {
				_addIssue(this, "string", dataset, config$1);
				dataset.typed = false;
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/toUpperCase/toUpperCase.ts
/**
* Creates a to upper case transformation action.
*
* @returns A to upper case action.
*/
/* @__NO_SIDE_EFFECTS__ */
function toUpperCase() {
	return {
		kind: "transformation",
		type: "to_upper_case",
		reference: toUpperCase,
		async: false,
		"~run"(dataset) {
			dataset.value = dataset.value.toUpperCase();
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/transform/transform.ts
/**
* Creates a custom transformation action.
*
* @param operation The transformation operation.
*
* @returns A transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function transform(operation) {
	return {
		kind: "transformation",
		type: "transform",
		reference: transform,
		async: false,
		operation,
		"~run"(dataset) {
			dataset.value = this.operation(dataset.value);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/transform/transformAsync.ts
/**
* Creates a custom transformation action.
*
* @param operation The transformation operation.
*
* @returns A transform action.
*/
/* @__NO_SIDE_EFFECTS__ */
function transformAsync(operation) {
	return {
		kind: "transformation",
		type: "transform",
		reference: transformAsync,
		async: true,
		operation,
		async "~run"(dataset) {
			dataset.value = await this.operation(dataset.value);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/trim/trim.ts
/**
* Creates a trim transformation action.
*
* @returns A trim action.
*/
/* @__NO_SIDE_EFFECTS__ */
function trim() {
	return {
		kind: "transformation",
		type: "trim",
		reference: trim,
		async: false,
		"~run"(dataset) {
			dataset.value = dataset.value.trim();
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/trimEnd/trimEnd.ts
/**
* Creates a trim end transformation action.
*
* @returns A trim end action.
*/
/* @__NO_SIDE_EFFECTS__ */
function trimEnd() {
	return {
		kind: "transformation",
		type: "trim_end",
		reference: trimEnd,
		async: false,
		"~run"(dataset) {
			dataset.value = dataset.value.trimEnd();
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/trimStart/trimStart.ts
/**
* Creates a trim start transformation action.
*
* @returns A trim start action.
*/
/* @__NO_SIDE_EFFECTS__ */
function trimStart() {
	return {
		kind: "transformation",
		type: "trim_start",
		reference: trimStart,
		async: false,
		"~run"(dataset) {
			dataset.value = dataset.value.trimStart();
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/ulid/ulid.ts
/* @__NO_SIDE_EFFECTS__ */
function ulid(message$1) {
	return {
		kind: "validation",
		type: "ulid",
		reference: ulid,
		async: false,
		expects: null,
		requirement: ULID_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "ULID", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/url/url.ts
/* @__NO_SIDE_EFFECTS__ */
function url(message$1) {
	return {
		kind: "validation",
		type: "url",
		reference: url,
		async: false,
		expects: null,
		requirement(input) {
			try {
				if (URL.canParse) return URL.canParse(input);
				new URL(input);
				return true;
			} catch {
				return false;
			}
		},
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement(dataset.value)) _addIssue(this, "URL", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/uuid/uuid.ts
/* @__NO_SIDE_EFFECTS__ */
function uuid(message$1) {
	return {
		kind: "validation",
		type: "uuid",
		reference: uuid,
		async: false,
		expects: null,
		requirement: UUID_REGEX,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.test(dataset.value)) _addIssue(this, "UUID", dataset, config$1);
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/value/value.ts
/* @__NO_SIDE_EFFECTS__ */
function value(requirement, message$1) {
	return {
		kind: "validation",
		type: "value",
		reference: value,
		async: false,
		expects: requirement instanceof Date ? requirement.toJSON() : /* @__PURE__ */ _stringify(requirement),
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !/* @__PURE__ */ _isValueMatch(this.requirement, dataset.value)) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/values/values.ts
/* @__NO_SIDE_EFFECTS__ */
function values(requirement, message$1) {
	return {
		kind: "validation",
		type: "values",
		reference: values,
		async: false,
		expects: `${/* @__PURE__ */ _joinExpects(requirement.map((value$1) => value$1 instanceof Date ? value$1.toJSON() : /* @__PURE__ */ _stringify(value$1)), "|")}`,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed && !this.requirement.some((requirement$1) => /* @__PURE__ */ _isValueMatch(requirement$1, dataset.value))) _addIssue(this, "value", dataset, config$1, { received: dataset.value instanceof Date ? dataset.value.toJSON() : /* @__PURE__ */ _stringify(dataset.value) });
			return dataset;
		}
	};
}

//#endregion
//#region src/actions/words/words.ts
/* @__NO_SIDE_EFFECTS__ */
function words(locales, requirement, message$1) {
	return {
		kind: "validation",
		type: "words",
		reference: words,
		async: false,
		expects: `${requirement}`,
		locales,
		requirement,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.typed) {
				const count = /* @__PURE__ */ _getWordCount(this.locales, dataset.value);
				if (count !== this.requirement) _addIssue(this, "words", dataset, config$1, { received: `${count}` });
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/const.ts
const ABORT_EARLY_CONFIG = { abortEarly: true };

//#endregion
//#region src/methods/assert/assert.ts
/**
* Checks if the input matches the schema. As this is an assertion function, it
* can be used as a type guard.
*
* @param schema The schema to be used.
* @param input The input to be tested.
*/
function assert(schema, input) {
	const issues = schema["~run"]({ value: input }, ABORT_EARLY_CONFIG).issues;
	if (issues) throw new ValiError(issues);
}

//#endregion
//#region src/methods/cache/_LruCache.ts
/**
* Efficient LRU cache using Map iteration order.
*/
var _LruCache = class {
	constructor(config$1) {
		this.refCount = 0;
		this.maxSize = config$1?.maxSize ?? 1e3;
		this.maxAge = config$1?.maxAge ?? Infinity;
		this.hasMaxAge = isFinite(this.maxAge);
	}
	/**
	* Stringifies an unknown input to a cache key component.
	*
	* @param input The unknown input.
	*
	* @returns A cache key component.
	*/
	stringify(input) {
		const type = typeof input;
		if (type === "string") return `"${input}"`;
		if (type === "number" || type === "boolean") return `${input}`;
		if (type === "bigint") return `${input}n`;
		if (type === "object" || type === "function") {
			if (input) {
				this.refIds ?? (this.refIds = /* @__PURE__ */ new WeakMap());
				let id = this.refIds.get(input);
				if (!id) {
					id = ++this.refCount;
					this.refIds.set(input, id);
				}
				return `#${id}`;
			}
			return "null";
		}
		return type;
	}
	/**
	* Creates a cache key from input and config.
	*
	* @param input The input value.
	* @param config The parse configuration.
	*
	* @returns The cache key.
	*/
	key(input, config$1 = {}) {
		return `${this.stringify(input)}|${this.stringify(config$1.lang)}|${this.stringify(config$1.message)}|${this.stringify(config$1.abortEarly)}|${this.stringify(config$1.abortPipeEarly)}`;
	}
	/**
	* Gets a value from the cache by key.
	*
	* @param key The cache key.
	*
	* @returns The cached value.
	*/
	get(key) {
		if (!this.store) return void 0;
		const entry = this.store.get(key);
		if (!entry) return void 0;
		if (this.hasMaxAge && Date.now() - entry[1] > this.maxAge) {
			this.store.delete(key);
			return;
		}
		this.store.delete(key);
		this.store.set(key, entry);
		return entry[0];
	}
	/**
	* Sets a value in the cache by key.
	*
	* @param key The cache key.
	* @param value The cached value.
	*/
	set(key, value$1) {
		this.store ?? (this.store = /* @__PURE__ */ new Map());
		this.store.delete(key);
		const timestamp = this.hasMaxAge ? Date.now() : 0;
		this.store.set(key, [value$1, timestamp]);
		if (this.store.size > this.maxSize) this.store.delete(this.store.keys().next().value);
	}
	/**
	* Clears all entries from the cache.
	*/
	clear() {
		this.store?.clear();
	}
};

//#endregion
//#region src/methods/cache/cache.ts
/* @__NO_SIDE_EFFECTS__ */
function cache(schema, config$1) {
	return _standardSchema({
		...schema,
		cacheConfig: config$1,
		cache: new _LruCache(config$1),
		"~run"(dataset, runConfig) {
			const key = this.cache.key(dataset.value, runConfig);
			let outputDataset = this.cache.get(key);
			if (!outputDataset) this.cache.set(key, outputDataset = schema["~run"](dataset, runConfig));
			return /* @__PURE__ */ _cloneDataset(outputDataset);
		}
	});
}

//#endregion
//#region src/methods/cache/cacheAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function cacheAsync(schema, config$1) {
	let activeRuns;
	return _standardSchema({
		...schema,
		async: true,
		cacheConfig: config$1,
		cache: new _LruCache(config$1),
		async "~run"(dataset, runConfig) {
			const key = this.cache.key(dataset.value, runConfig);
			const cached = this.cache.get(key);
			if (cached) return /* @__PURE__ */ _cloneDataset(cached);
			let promise$1 = activeRuns?.get(key);
			if (!promise$1) {
				activeRuns ?? (activeRuns = /* @__PURE__ */ new Map());
				promise$1 = Promise.resolve(schema["~run"](dataset, runConfig));
				activeRuns.set(key, promise$1);
			}
			try {
				const outputDataset = await promise$1;
				this.cache.set(key, outputDataset);
				return /* @__PURE__ */ _cloneDataset(outputDataset);
			} finally {
				activeRuns?.delete(key);
			}
		}
	});
}

//#endregion
//#region src/methods/config/config.ts
/**
* Changes the local configuration of a schema.
*
* @param schema The schema to configure.
* @param config The parse configuration.
*
* @returns The configured schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function config(schema, config$1) {
	return _standardSchema({
		...schema,
		"~run"(dataset, config_) {
			return schema["~run"](dataset, {
				...config_,
				...config$1
			});
		}
	});
}

//#endregion
//#region src/methods/getFallback/getFallback.ts
/**
* Returns the fallback value of the schema.
*
* @param schema The schema to get it from.
* @param dataset The output dataset if available.
* @param config The config if available.
*
* @returns The fallback value.
*/
/* @__NO_SIDE_EFFECTS__ */
function getFallback(schema, dataset, config$1) {
	return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}

//#endregion
//#region src/methods/fallback/fallback.ts
/**
* Returns a fallback value as output if the input does not match the schema.
*
* @param schema The schema to catch.
* @param fallback The fallback value.
*
* @returns The passed schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function fallback(schema, fallback$1) {
	return _standardSchema({
		...schema,
		fallback: fallback$1,
		"~run"(dataset, config$1) {
			const outputDataset = schema["~run"](dataset, config$1);
			return outputDataset.issues ? {
				typed: true,
				value: /* @__PURE__ */ getFallback(this, outputDataset, config$1)
			} : outputDataset;
		}
	});
}

//#endregion
//#region src/methods/fallback/fallbackAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function fallbackAsync(schema, fallback$1) {
	return _standardSchema({
		...schema,
		fallback: fallback$1,
		async: true,
		async "~run"(dataset, config$1) {
			const outputDataset = await schema["~run"](dataset, config$1);
			return outputDataset.issues ? {
				typed: true,
				value: await /* @__PURE__ */ getFallback(this, outputDataset, config$1)
			} : outputDataset;
		}
	});
}

//#endregion
//#region src/methods/flatten/flatten.ts
/* @__NO_SIDE_EFFECTS__ */
function flatten(issues) {
	const flatErrors = {};
	for (const issue of issues) if (issue.path) {
		const dotPath = /* @__PURE__ */ getDotPath(issue);
		if (dotPath) {
			if (!flatErrors.nested) flatErrors.nested = {};
			if (Object.prototype.hasOwnProperty.call(flatErrors.nested, dotPath)) flatErrors.nested[dotPath].push(issue.message);
			else flatErrors.nested[dotPath] = [issue.message];
		} else if (flatErrors.other) flatErrors.other.push(issue.message);
		else flatErrors.other = [issue.message];
	} else if (flatErrors.root) flatErrors.root.push(issue.message);
	else flatErrors.root = [issue.message];
	return flatErrors;
}

//#endregion
//#region src/methods/forward/forward.ts
/**
* Forwards the issues of the passed validation action.
*
* @param action The validation action.
* @param path The path to forward the issues to.
*
* @returns The modified action.
*/
/* @__NO_SIDE_EFFECTS__ */
function forward(action, path) {
	return {
		...action,
		"~run"(dataset, config$1) {
			const prevIssues = dataset.issues && [...dataset.issues];
			dataset = action["~run"](dataset, config$1);
			if (dataset.issues) {
				for (const issue of dataset.issues) if (!prevIssues?.includes(issue)) {
					let pathInput = dataset.value;
					for (const key of path) {
						const pathValue = pathInput[key];
						const pathItem = {
							type: "unknown",
							origin: "value",
							input: pathInput,
							key,
							value: pathValue
						};
						if (issue.path) issue.path.push(pathItem);
						else issue.path = [pathItem];
						if (!pathValue) break;
						pathInput = pathValue;
					}
				}
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/methods/forward/forwardAsync.ts
/**
* Forwards the issues of the passed validation action.
*
* @param action The validation action.
* @param path The path to forward the issues to.
*
* @returns The modified action.
*/
/* @__NO_SIDE_EFFECTS__ */
function forwardAsync(action, path) {
	return {
		...action,
		async: true,
		async "~run"(dataset, config$1) {
			const prevIssues = dataset.issues && [...dataset.issues];
			dataset = await action["~run"](dataset, config$1);
			if (dataset.issues) {
				for (const issue of dataset.issues) if (!prevIssues?.includes(issue)) {
					let pathInput = dataset.value;
					for (const key of path) {
						const pathValue = pathInput[key];
						const pathItem = {
							type: "unknown",
							origin: "value",
							input: pathInput,
							key,
							value: pathValue
						};
						if (issue.path) issue.path.push(pathItem);
						else issue.path = [pathItem];
						if (!pathValue) break;
						pathInput = pathValue;
					}
				}
			}
			return dataset;
		}
	};
}

//#endregion
//#region src/methods/getDefault/getDefault.ts
/**
* Returns the default value of the schema.
*
* @param schema The schema to get it from.
* @param dataset The input dataset if available.
* @param config The config if available.
*
* @returns The default value.
*/
/* @__NO_SIDE_EFFECTS__ */
function getDefault(schema, dataset, config$1) {
	return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
}

//#endregion
//#region src/methods/getDefaults/getDefaults.ts
/**
* Returns the default values of the schema.
*
* Hint: The difference to `getDefault` is that for object and tuple schemas
* this function recursively returns the default values of the subschemas
* instead of `undefined`.
*
* @param schema The schema to get them from.
*
* @returns The default values.
*/
/* @__NO_SIDE_EFFECTS__ */
function getDefaults(schema) {
	if ("entries" in schema) {
		const object$1 = {};
		for (const key in schema.entries) object$1[key] = /* @__PURE__ */ getDefaults(schema.entries[key]);
		return object$1;
	}
	if ("items" in schema) return schema.items.map(getDefaults);
	return /* @__PURE__ */ getDefault(schema);
}

//#endregion
//#region src/methods/getDefaults/getDefaultsAsync.ts
/**
* Returns the default values of the schema.
*
* Hint: The difference to `getDefault` is that for object and tuple schemas
* this function recursively returns the default values of the subschemas
* instead of `undefined`.
*
* @param schema The schema to get them from.
*
* @returns The default values.
*/
/* @__NO_SIDE_EFFECTS__ */
async function getDefaultsAsync(schema) {
	if ("entries" in schema) return Object.fromEntries(await Promise.all(Object.entries(schema.entries).map(async ([key, value$1]) => [key, await /* @__PURE__ */ getDefaultsAsync(value$1)])));
	if ("items" in schema) return Promise.all(schema.items.map(getDefaultsAsync));
	return /* @__PURE__ */ getDefault(schema);
}

//#endregion
//#region src/methods/getDescription/getDescription.ts
/**
* Returns the description of the schema.
*
* If multiple descriptions are defined, the last one of the highest level is
* returned. If no description is defined, `undefined` is returned.
*
* @param schema The schema to get the description from.
*
* @returns The description, if any.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function getDescription(schema) {
	return /* @__PURE__ */ _getLastMetadata(schema, "description");
}

//#endregion
//#region src/methods/getExamples/getExamples.ts
/**
* Returns the examples of a schema.
*
* If multiple examples are defined, it concatenates them using depth-first
* search. If no examples are defined, an empty array is returned.
*
* @param schema The schema to get the examples from.
*
* @returns The examples, if any.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function getExamples(schema) {
	const examples$1 = [];
	function depthFirstCollect(schema$1) {
		if ("pipe" in schema$1) {
			for (const item of schema$1.pipe) if (item.kind === "schema" && "pipe" in item) depthFirstCollect(item);
			else if (item.kind === "metadata" && item.type === "examples") for (const example of item.examples) examples$1.push(example);
		}
	}
	depthFirstCollect(schema);
	return examples$1;
}

//#endregion
//#region src/methods/getFallbacks/getFallbacks.ts
/**
* Returns the fallback values of the schema.
*
* Hint: The difference to `getFallback` is that for object and tuple schemas
* this function recursively returns the fallback values of the subschemas
* instead of `undefined`.
*
* @param schema The schema to get them from.
*
* @returns The fallback values.
*/
/* @__NO_SIDE_EFFECTS__ */
function getFallbacks(schema) {
	if ("entries" in schema) {
		const object$1 = {};
		for (const key in schema.entries) object$1[key] = /* @__PURE__ */ getFallbacks(schema.entries[key]);
		return object$1;
	}
	if ("items" in schema) return schema.items.map(getFallbacks);
	return /* @__PURE__ */ getFallback(schema);
}

//#endregion
//#region src/methods/getFallbacks/getFallbacksAsync.ts
/**
* Returns the fallback values of the schema.
*
* Hint: The difference to `getFallback` is that for object and tuple schemas
* this function recursively returns the fallback values of the subschemas
* instead of `undefined`.
*
* @param schema The schema to get them from.
*
* @returns The fallback values.
*/
/* @__NO_SIDE_EFFECTS__ */
async function getFallbacksAsync(schema) {
	if ("entries" in schema) return Object.fromEntries(await Promise.all(Object.entries(schema.entries).map(async ([key, value$1]) => [key, await /* @__PURE__ */ getFallbacksAsync(value$1)])));
	if ("items" in schema) return Promise.all(schema.items.map(getFallbacksAsync));
	return /* @__PURE__ */ getFallback(schema);
}

//#endregion
//#region src/methods/getMetadata/getMetadata.ts
/**
* Returns the metadata of a schema.
*
* If multiple metadata are defined, it shallowly merges them using depth-first
* search. If no metadata is defined, an empty object is returned.
*
* @param schema Schema to get the metadata from.
*
* @returns The metadata, if any.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function getMetadata(schema) {
	const result = {};
	function depthFirstMerge(schema$1) {
		if ("pipe" in schema$1) {
			for (const item of schema$1.pipe) if (item.kind === "schema" && "pipe" in item) depthFirstMerge(item);
			else if (item.kind === "metadata" && item.type === "metadata") Object.assign(result, item.metadata);
		}
	}
	depthFirstMerge(schema);
	return result;
}

//#endregion
//#region src/methods/getTitle/getTitle.ts
/**
* Returns the title of the schema.
*
* If multiple titles are defined, the last one of the highest level is
* returned. If no title is defined, `undefined` is returned.
*
* @param schema The schema to get the title from.
*
* @returns The title, if any.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function getTitle(schema) {
	return /* @__PURE__ */ _getLastMetadata(schema, "title");
}

//#endregion
//#region src/methods/is/is.ts
/**
* Checks if the input matches the schema. By using a type predicate, this
* function can be used as a type guard.
*
* @param schema The schema to be used.
* @param input The input to be tested.
*
* @returns Whether the input matches the schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function is(schema, input) {
	return !schema["~run"]({ value: input }, ABORT_EARLY_CONFIG).issues;
}

//#endregion
//#region src/schemas/any/any.ts
/**
* Creates an any schema.
*
* Hint: This schema function exists only for completeness and is not
* recommended in practice. Instead, `unknown` should be used to accept
* unknown data.
*
* @returns An any schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function any() {
	return _standardSchema({
		kind: "schema",
		type: "any",
		reference: any,
		expects: "any",
		async: false,
		"~run"(dataset) {
			dataset.typed = true;
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/array/array.ts
/* @__NO_SIDE_EFFECTS__ */
function array(item, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "array",
		reference: array,
		expects: "Array",
		async: false,
		item,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < input.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.item["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/array/arrayAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function arrayAsync(item, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "array",
		reference: arrayAsync,
		expects: "Array",
		async: true,
		item,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				const itemDatasets = await Promise.all(input.map((value$1) => this.item["~run"]({ value: value$1 }, config$1)));
				for (let key = 0; key < itemDatasets.length; key++) {
					const itemDataset = itemDatasets[key];
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: input[key]
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/bigint/bigint.ts
/* @__NO_SIDE_EFFECTS__ */
function bigint(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "bigint",
		reference: bigint,
		expects: "bigint",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "bigint") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/blob/blob.ts
/* @__NO_SIDE_EFFECTS__ */
function blob(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "blob",
		reference: blob,
		expects: "Blob",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value instanceof Blob) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/boolean/boolean.ts
/* @__NO_SIDE_EFFECTS__ */
function dist_boolean(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "boolean",
		reference: dist_boolean,
		expects: "boolean",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "boolean") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/custom/custom.ts
/* @__NO_SIDE_EFFECTS__ */
function custom(check$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "custom",
		reference: custom,
		expects: "unknown",
		async: false,
		check: check$1,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.check(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/custom/customAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function customAsync(check$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "custom",
		reference: customAsync,
		expects: "unknown",
		async: true,
		check: check$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (await this.check(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/date/date.ts
/* @__NO_SIDE_EFFECTS__ */
function date(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "date",
		reference: date,
		expects: "Date",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value instanceof Date) if (!isNaN(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1, { received: "\"Invalid Date\"" });
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/enum/enum.ts
/* @__NO_SIDE_EFFECTS__ */
function enum_(enum__, message$1) {
	const options = [];
	for (const key in enum__) if (`${+key}` !== key || typeof enum__[key] !== "string" || !Object.is(enum__[enum__[key]], +key)) options.push(enum__[key]);
	return _standardSchema({
		kind: "schema",
		type: "enum",
		reference: enum_,
		expects: /* @__PURE__ */ _joinExpects(options.map(_stringify), "|"),
		async: false,
		enum: enum__,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.options.includes(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/exactOptional/exactOptional.ts
/* @__NO_SIDE_EFFECTS__ */
function exactOptional(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "exact_optional",
		reference: exactOptional,
		expects: wrapped.expects,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/exactOptional/exactOptionalAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function exactOptionalAsync(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "exact_optional",
		reference: exactOptionalAsync,
		expects: wrapped.expects,
		async: true,
		wrapped,
		default: default_,
		async "~run"(dataset, config$1) {
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/file/file.ts
/* @__NO_SIDE_EFFECTS__ */
function file(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "file",
		reference: file,
		expects: "File",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value instanceof File) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/function/function.ts
/* @__NO_SIDE_EFFECTS__ */
function function_(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "function",
		reference: function_,
		expects: "Function",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "function") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/instance/instance.ts
/* @__NO_SIDE_EFFECTS__ */
function instance(class_, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "instance",
		reference: instance,
		expects: class_.name,
		async: false,
		class: class_,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value instanceof this.class) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/intersect/utils/_merge/_merge.ts
/**
* Merges two values into one single output.
*
* @param value1 First value.
* @param value2 Second value.
*
* @returns The merge dataset.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _merge(value1, value2) {
	if (typeof value1 === typeof value2) {
		if (/* @__PURE__ */ _isSameValueZero(value1, value2) || value1 instanceof Date && value2 instanceof Date && /* @__PURE__ */ _isSameValueZero(+value1, +value2)) return { value: value1 };
		if (value1 && value2 && value1.constructor === Object && value2.constructor === Object) {
			const nextValue = {
				...value1,
				...value2
			};
			for (const key in value2) if (Object.prototype.hasOwnProperty.call(value1, key) && Object.prototype.hasOwnProperty.call(value2, key)) {
				const dataset = /* @__PURE__ */ _merge(value1[key], value2[key]);
				if (dataset.issue) return dataset;
				nextValue[key] = dataset.value;
			}
			return { value: nextValue };
		}
		if (Array.isArray(value1) && Array.isArray(value2)) {
			if (value1.length === value2.length) {
				const nextValue = [...value1];
				for (let index = 0; index < value1.length; index++) {
					const dataset = /* @__PURE__ */ _merge(value1[index], value2[index]);
					if (dataset.issue) return dataset;
					nextValue[index] = dataset.value;
				}
				return { value: nextValue };
			}
		}
	}
	return { issue: true };
}

//#endregion
//#region src/schemas/intersect/intersect.ts
/* @__NO_SIDE_EFFECTS__ */
function intersect(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "intersect",
		reference: intersect,
		expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "&"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.options.length) {
				const input = dataset.value;
				let outputs;
				dataset.typed = true;
				for (const schema of this.options) {
					const optionDataset = schema["~run"]({ value: input }, config$1);
					if (optionDataset.issues) {
						if (dataset.issues) for (const issue of optionDataset.issues) dataset.issues.push(issue);
						else dataset.issues = optionDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!optionDataset.typed) dataset.typed = false;
					if (dataset.typed) if (outputs) outputs.push(optionDataset.value);
					else outputs = [optionDataset.value];
				}
				if (dataset.typed) {
					dataset.value = outputs[0];
					for (let index = 1; index < outputs.length; index++) {
						const mergeDataset = /* @__PURE__ */ _merge(dataset.value, outputs[index]);
						if (mergeDataset.issue) {
							_addIssue(this, "type", dataset, config$1, { received: "unknown" });
							break;
						}
						dataset.value = mergeDataset.value;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/intersect/intersectAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function intersectAsync(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "intersect",
		reference: intersectAsync,
		expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "&"),
		async: true,
		options,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (this.options.length) {
				const input = dataset.value;
				let outputs;
				dataset.typed = true;
				const optionDatasets = await Promise.all(this.options.map((schema) => schema["~run"]({ value: input }, config$1)));
				for (const optionDataset of optionDatasets) {
					if (optionDataset.issues) {
						if (dataset.issues) for (const issue of optionDataset.issues) dataset.issues.push(issue);
						else dataset.issues = optionDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!optionDataset.typed) dataset.typed = false;
					if (dataset.typed) if (outputs) outputs.push(optionDataset.value);
					else outputs = [optionDataset.value];
				}
				if (dataset.typed) {
					dataset.value = outputs[0];
					for (let index = 1; index < outputs.length; index++) {
						const mergeDataset = /* @__PURE__ */ _merge(dataset.value, outputs[index]);
						if (mergeDataset.issue) {
							_addIssue(this, "type", dataset, config$1, { received: "unknown" });
							break;
						}
						dataset.value = mergeDataset.value;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/lazy/lazy.ts
/**
* Creates a lazy schema.
*
* @param getter The schema getter.
*
* @returns A lazy schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function lazy(getter) {
	return _standardSchema({
		kind: "schema",
		type: "lazy",
		reference: lazy,
		expects: "unknown",
		async: false,
		getter,
		"~run"(dataset, config$1) {
			return this.getter(dataset.value)["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/lazy/lazyAsync.ts
/**
* Creates a lazy schema.
*
* @param getter The schema getter.
*
* @returns A lazy schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function lazyAsync(getter) {
	return _standardSchema({
		kind: "schema",
		type: "lazy",
		reference: lazyAsync,
		expects: "unknown",
		async: true,
		getter,
		async "~run"(dataset, config$1) {
			return (await this.getter(dataset.value))["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/literal/literal.ts
/* @__NO_SIDE_EFFECTS__ */
function literal(literal_, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "literal",
		reference: literal,
		expects: /* @__PURE__ */ _stringify(literal_),
		async: false,
		literal: literal_,
		message: message$1,
		"~run"(dataset, config$1) {
			if (/* @__PURE__ */ _isSameValueZero(dataset.value, this.literal)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/looseObject/looseObject.ts
/* @__NO_SIDE_EFFECTS__ */
function looseObject(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "loose_object",
		reference: looseObject,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (/* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)) dataset.value[key] = input[key];
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/looseObject/looseObjectAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function looseObjectAsync(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "loose_object",
		reference: looseObjectAsync,
		expects: "Object",
		async: true,
		entries: entries$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				const valueDatasets = await Promise.all(Object.entries(this.entries).map(async ([key, valueSchema]) => {
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : await /* @__PURE__ */ getDefault(valueSchema);
						return [
							key,
							value$1,
							valueSchema,
							await valueSchema["~run"]({ value: value$1 }, config$1)
						];
					}
					return [
						key,
						input[key],
						valueSchema,
						null
					];
				}));
				for (const [key, value$1, valueSchema, valueDataset] of valueDatasets) if (valueDataset) {
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value[key] = valueDataset.value;
				} else if (valueSchema.fallback !== void 0) dataset.value[key] = await /* @__PURE__ */ getFallback(valueSchema);
				else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
					_addIssue(this, "key", dataset, config$1, {
						input: void 0,
						expected: `"${key}"`,
						path: [{
							type: "object",
							origin: "key",
							input,
							key,
							value: value$1
						}]
					});
					if (config$1.abortEarly) break;
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (/* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)) dataset.value[key] = input[key];
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/looseTuple/looseTuple.ts
/* @__NO_SIDE_EFFECTS__ */
function looseTuple(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "loose_tuple",
		reference: looseTuple,
		expects: "Array",
		async: false,
		items,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < this.items.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.items[key]["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!dataset.issues || !config$1.abortEarly) for (let key = this.items.length; key < input.length; key++) dataset.value.push(input[key]);
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/looseTuple/looseTupleAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function looseTupleAsync(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "loose_tuple",
		reference: looseTupleAsync,
		expects: "Array",
		async: true,
		items,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				const itemDatasets = await Promise.all(this.items.map(async (item, key) => {
					const value$1 = input[key];
					return [
						key,
						value$1,
						await item["~run"]({ value: value$1 }, config$1)
					];
				}));
				for (const [key, value$1, itemDataset] of itemDatasets) {
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!dataset.issues || !config$1.abortEarly) for (let key = this.items.length; key < input.length; key++) dataset.value.push(input[key]);
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/map/map.ts
/* @__NO_SIDE_EFFECTS__ */
function map(key, value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "map",
		reference: map,
		expects: "Map",
		async: false,
		key,
		value: value$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input instanceof Map) {
				dataset.typed = true;
				dataset.value = /* @__PURE__ */ new Map();
				for (const [inputKey, inputValue] of input) {
					const keyDataset = this.key["~run"]({ value: inputKey }, config$1);
					if (keyDataset.issues) {
						const pathItem = {
							type: "map",
							origin: "key",
							input,
							key: inputKey,
							value: inputValue
						};
						for (const issue of keyDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = keyDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					const valueDataset = this.value["~run"]({ value: inputValue }, config$1);
					if (valueDataset.issues) {
						const pathItem = {
							type: "map",
							origin: "value",
							input,
							key: inputKey,
							value: inputValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
					dataset.value.set(keyDataset.value, valueDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/map/mapAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function mapAsync(key, value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "map",
		reference: mapAsync,
		expects: "Map",
		async: true,
		key,
		value: value$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input instanceof Map) {
				dataset.typed = true;
				dataset.value = /* @__PURE__ */ new Map();
				const datasets = await Promise.all([...input].map(([inputKey, inputValue]) => Promise.all([
					inputKey,
					inputValue,
					this.key["~run"]({ value: inputKey }, config$1),
					this.value["~run"]({ value: inputValue }, config$1)
				])));
				for (const [inputKey, inputValue, keyDataset, valueDataset] of datasets) {
					if (keyDataset.issues) {
						const pathItem = {
							type: "map",
							origin: "key",
							input,
							key: inputKey,
							value: inputValue
						};
						for (const issue of keyDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = keyDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (valueDataset.issues) {
						const pathItem = {
							type: "map",
							origin: "value",
							input,
							key: inputKey,
							value: inputValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
					dataset.value.set(keyDataset.value, valueDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nan/nan.ts
/* @__NO_SIDE_EFFECTS__ */
function nan(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "nan",
		reference: nan,
		expects: "NaN",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (Number.isNaN(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/never/never.ts
/* @__NO_SIDE_EFFECTS__ */
function never(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "never",
		reference: never,
		expects: "never",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			_addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nonNullable/nonNullable.ts
/* @__NO_SIDE_EFFECTS__ */
function nonNullable(wrapped, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "non_nullable",
		reference: nonNullable,
		expects: "!null",
		async: false,
		wrapped,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value !== null) dataset = this.wrapped["~run"](dataset, config$1);
			if (dataset.value === null) _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nonNullable/nonNullableAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function nonNullableAsync(wrapped, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "non_nullable",
		reference: nonNullableAsync,
		expects: "!null",
		async: true,
		wrapped,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (dataset.value !== null) dataset = await this.wrapped["~run"](dataset, config$1);
			if (dataset.value === null) _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nonNullish/nonNullish.ts
/* @__NO_SIDE_EFFECTS__ */
function nonNullish(wrapped, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "non_nullish",
		reference: nonNullish,
		expects: "(!null & !undefined)",
		async: false,
		wrapped,
		message: message$1,
		"~run"(dataset, config$1) {
			if (!(dataset.value === null || dataset.value === void 0)) dataset = this.wrapped["~run"](dataset, config$1);
			if (dataset.value === null || dataset.value === void 0) _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nonNullish/nonNullishAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function nonNullishAsync(wrapped, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "non_nullish",
		reference: nonNullishAsync,
		expects: "(!null & !undefined)",
		async: true,
		wrapped,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (!(dataset.value === null || dataset.value === void 0)) dataset = await this.wrapped["~run"](dataset, config$1);
			if (dataset.value === null || dataset.value === void 0) _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nonOptional/nonOptional.ts
/* @__NO_SIDE_EFFECTS__ */
function nonOptional(wrapped, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "non_optional",
		reference: nonOptional,
		expects: "!undefined",
		async: false,
		wrapped,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value !== void 0) dataset = this.wrapped["~run"](dataset, config$1);
			if (dataset.value === void 0) _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nonOptional/nonOptionalAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function nonOptionalAsync(wrapped, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "non_optional",
		reference: nonOptionalAsync,
		expects: "!undefined",
		async: true,
		wrapped,
		message: message$1,
		async "~run"(dataset, config$1) {
			if (dataset.value !== void 0) dataset = await this.wrapped["~run"](dataset, config$1);
			if (dataset.value === void 0) _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/null/null.ts
/* @__NO_SIDE_EFFECTS__ */
function null_(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "null",
		reference: null_,
		expects: "null",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value === null) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/nullable/nullable.ts
/* @__NO_SIDE_EFFECTS__ */
function nullable(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullable",
		reference: nullable,
		expects: `(${wrapped.expects} | null)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === null) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/nullable/nullableAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function nullableAsync(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullable",
		reference: nullableAsync,
		expects: `(${wrapped.expects} | null)`,
		async: true,
		wrapped,
		default: default_,
		async "~run"(dataset, config$1) {
			if (dataset.value === null) {
				if (this.default !== void 0) dataset.value = await /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/nullish/nullish.ts
/* @__NO_SIDE_EFFECTS__ */
function nullish(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullish",
		reference: nullish,
		expects: `(${wrapped.expects} | null | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === null || dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null || dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/nullish/nullishAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function nullishAsync(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "nullish",
		reference: nullishAsync,
		expects: `(${wrapped.expects} | null | undefined)`,
		async: true,
		wrapped,
		default: default_,
		async "~run"(dataset, config$1) {
			if (dataset.value === null || dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = await /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === null || dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/number/number.ts
/* @__NO_SIDE_EFFECTS__ */
function number(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "number",
		reference: number,
		expects: "number",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "number" && !isNaN(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/object/object.ts
/* @__NO_SIDE_EFFECTS__ */
function object(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object",
		reference: object,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/object/objectAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function objectAsync(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object",
		reference: objectAsync,
		expects: "Object",
		async: true,
		entries: entries$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				const valueDatasets = await Promise.all(Object.entries(this.entries).map(async ([key, valueSchema]) => {
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : await /* @__PURE__ */ getDefault(valueSchema);
						return [
							key,
							value$1,
							valueSchema,
							await valueSchema["~run"]({ value: value$1 }, config$1)
						];
					}
					return [
						key,
						input[key],
						valueSchema,
						null
					];
				}));
				for (const [key, value$1, valueSchema, valueDataset] of valueDatasets) if (valueDataset) {
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value[key] = valueDataset.value;
				} else if (valueSchema.fallback !== void 0) dataset.value[key] = await /* @__PURE__ */ getFallback(valueSchema);
				else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
					_addIssue(this, "key", dataset, config$1, {
						input: void 0,
						expected: `"${key}"`,
						path: [{
							type: "object",
							origin: "key",
							input,
							key,
							value: value$1
						}]
					});
					if (config$1.abortEarly) break;
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/objectWithRest/objectWithRest.ts
/* @__NO_SIDE_EFFECTS__ */
function objectWithRest(entries$1, rest, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object_with_rest",
		reference: objectWithRest,
		expects: "Object",
		async: false,
		entries: entries$1,
		rest,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (/* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)) {
						const valueDataset = this.rest["~run"]({ value: input[key] }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: input[key]
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/objectWithRest/objectWithRestAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function objectWithRestAsync(entries$1, rest, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "object_with_rest",
		reference: objectWithRestAsync,
		expects: "Object",
		async: true,
		entries: entries$1,
		rest,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				const [normalDatasets, restDatasets] = await Promise.all([Promise.all(Object.entries(this.entries).map(async ([key, valueSchema]) => {
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : await /* @__PURE__ */ getDefault(valueSchema);
						return [
							key,
							value$1,
							valueSchema,
							await valueSchema["~run"]({ value: value$1 }, config$1)
						];
					}
					return [
						key,
						input[key],
						valueSchema,
						null
					];
				})), Promise.all(Object.entries(input).filter(([key]) => /* @__PURE__ */ _isValidObjectKey(input, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)).map(async ([key, value$1]) => [
					key,
					value$1,
					await this.rest["~run"]({ value: value$1 }, config$1)
				]))]);
				for (const [key, value$1, valueSchema, valueDataset] of normalDatasets) if (valueDataset) {
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value[key] = valueDataset.value;
				} else if (valueSchema.fallback !== void 0) dataset.value[key] = await /* @__PURE__ */ getFallback(valueSchema);
				else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
					_addIssue(this, "key", dataset, config$1, {
						input: void 0,
						expected: `"${key}"`,
						path: [{
							type: "object",
							origin: "key",
							input,
							key,
							value: value$1
						}]
					});
					if (config$1.abortEarly) break;
				}
				if (!dataset.issues || !config$1.abortEarly) for (const [key, value$1, valueDataset] of restDatasets) {
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value[key] = valueDataset.value;
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/optional/optional.ts
/* @__NO_SIDE_EFFECTS__ */
function optional(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "optional",
		reference: optional,
		expects: `(${wrapped.expects} | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/optional/optionalAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function optionalAsync(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "optional",
		reference: optionalAsync,
		expects: `(${wrapped.expects} | undefined)`,
		async: true,
		wrapped,
		default: default_,
		async "~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = await /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/picklist/picklist.ts
/* @__NO_SIDE_EFFECTS__ */
function picklist(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "picklist",
		reference: picklist,
		expects: /* @__PURE__ */ _joinExpects(options.map(_stringify), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			if (this.options.includes(dataset.value)) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/promise/promise.ts
/* @__NO_SIDE_EFFECTS__ */
function promise(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "promise",
		reference: promise,
		expects: "Promise",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value instanceof Promise) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/record/record.ts
/* @__NO_SIDE_EFFECTS__ */
function record(key, value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "record",
		reference: record,
		expects: "Object",
		async: false,
		key,
		value: value$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const entryKey in input) if (/* @__PURE__ */ _isValidObjectKey(input, entryKey)) {
					const entryValue = input[entryKey];
					const keyDataset = this.key["~run"]({ value: entryKey }, config$1);
					if (keyDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "key",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of keyDataset.issues) {
							issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = keyDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					const valueDataset = this.value["~run"]({ value: entryValue }, config$1);
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
					if (keyDataset.typed) dataset.value[keyDataset.value] = valueDataset.value;
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/record/recordAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function recordAsync(key, value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "record",
		reference: recordAsync,
		expects: "Object",
		async: true,
		key,
		value: value$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				const datasets = await Promise.all(Object.entries(input).filter(([key$1]) => /* @__PURE__ */ _isValidObjectKey(input, key$1)).map(([entryKey, entryValue]) => Promise.all([
					entryKey,
					entryValue,
					this.key["~run"]({ value: entryKey }, config$1),
					this.value["~run"]({ value: entryValue }, config$1)
				])));
				for (const [entryKey, entryValue, keyDataset, valueDataset] of datasets) {
					if (keyDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "key",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of keyDataset.issues) {
							issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = keyDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key: entryKey,
							value: entryValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!keyDataset.typed || !valueDataset.typed) dataset.typed = false;
					if (keyDataset.typed) dataset.value[keyDataset.value] = valueDataset.value;
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/set/set.ts
/* @__NO_SIDE_EFFECTS__ */
function set(value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "set",
		reference: set,
		expects: "Set",
		async: false,
		value: value$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input instanceof Set) {
				dataset.typed = true;
				dataset.value = /* @__PURE__ */ new Set();
				for (const inputValue of input) {
					const valueDataset = this.value["~run"]({ value: inputValue }, config$1);
					if (valueDataset.issues) {
						const pathItem = {
							type: "set",
							origin: "value",
							input,
							key: null,
							value: inputValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value.add(valueDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/set/setAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function setAsync(value$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "set",
		reference: setAsync,
		expects: "Set",
		async: true,
		value: value$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input instanceof Set) {
				dataset.typed = true;
				dataset.value = /* @__PURE__ */ new Set();
				const valueDatasets = await Promise.all([...input].map(async (inputValue) => [inputValue, await this.value["~run"]({ value: inputValue }, config$1)]));
				for (const [inputValue, valueDataset] of valueDatasets) {
					if (valueDataset.issues) {
						const pathItem = {
							type: "set",
							origin: "value",
							input,
							key: null,
							value: inputValue
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value.add(valueDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/strictObject/strictObject.ts
/* @__NO_SIDE_EFFECTS__ */
function strictObject(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_object",
		reference: strictObject,
		expects: "Object",
		async: false,
		entries: entries$1,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				for (const key in this.entries) {
					const valueSchema = this.entries[key];
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : /* @__PURE__ */ getDefault(valueSchema);
						const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
						if (valueDataset.issues) {
							const pathItem = {
								type: "object",
								origin: "value",
								input,
								key,
								value: value$1
							};
							for (const issue of valueDataset.issues) {
								if (issue.path) issue.path.unshift(pathItem);
								else issue.path = [pathItem];
								dataset.issues?.push(issue);
							}
							if (!dataset.issues) dataset.issues = valueDataset.issues;
							if (config$1.abortEarly) {
								dataset.typed = false;
								break;
							}
						}
						if (!valueDataset.typed) dataset.typed = false;
						dataset.value[key] = valueDataset.value;
					} else if (valueSchema.fallback !== void 0) dataset.value[key] = /* @__PURE__ */ getFallback(valueSchema);
					else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
						_addIssue(this, "key", dataset, config$1, {
							input: void 0,
							expected: `"${key}"`,
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						if (config$1.abortEarly) break;
					}
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (!Object.prototype.hasOwnProperty.call(this.entries, key)) {
						_addIssue(this, "key", dataset, config$1, {
							input: key,
							expected: "never",
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/strictObject/strictObjectAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function strictObjectAsync(entries$1, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_object",
		reference: strictObjectAsync,
		expects: "Object",
		async: true,
		entries: entries$1,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				dataset.typed = true;
				dataset.value = {};
				const valueDatasets = await Promise.all(Object.entries(this.entries).map(async ([key, valueSchema]) => {
					if (key in input || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
						const value$1 = key in input ? input[key] : await /* @__PURE__ */ getDefault(valueSchema);
						return [
							key,
							value$1,
							valueSchema,
							await valueSchema["~run"]({ value: value$1 }, config$1)
						];
					}
					return [
						key,
						input[key],
						valueSchema,
						null
					];
				}));
				for (const [key, value$1, valueSchema, valueDataset] of valueDatasets) if (valueDataset) {
					if (valueDataset.issues) {
						const pathItem = {
							type: "object",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of valueDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = valueDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!valueDataset.typed) dataset.typed = false;
					dataset.value[key] = valueDataset.value;
				} else if (valueSchema.fallback !== void 0) dataset.value[key] = await /* @__PURE__ */ getFallback(valueSchema);
				else if (valueSchema.type !== "exact_optional" && valueSchema.type !== "optional" && valueSchema.type !== "nullish") {
					_addIssue(this, "key", dataset, config$1, {
						input: void 0,
						expected: `"${key}"`,
						path: [{
							type: "object",
							origin: "key",
							input,
							key,
							value: value$1
						}]
					});
					if (config$1.abortEarly) break;
				}
				if (!dataset.issues || !config$1.abortEarly) {
					for (const key in input) if (!Object.prototype.hasOwnProperty.call(this.entries, key)) {
						_addIssue(this, "key", dataset, config$1, {
							input: key,
							expected: "never",
							path: [{
								type: "object",
								origin: "key",
								input,
								key,
								value: input[key]
							}]
						});
						break;
					}
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/strictTuple/strictTuple.ts
/* @__NO_SIDE_EFFECTS__ */
function strictTuple(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_tuple",
		reference: strictTuple,
		expects: "Array",
		async: false,
		items,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < this.items.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.items[key]["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!(dataset.issues && config$1.abortEarly) && this.items.length < input.length) _addIssue(this, "type", dataset, config$1, {
					input: input[this.items.length],
					expected: "never",
					path: [{
						type: "array",
						origin: "value",
						input,
						key: this.items.length,
						value: input[this.items.length]
					}]
				});
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/strictTuple/strictTupleAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function strictTupleAsync(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "strict_tuple",
		reference: strictTupleAsync,
		expects: "Array",
		async: true,
		items,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				const itemDatasets = await Promise.all(this.items.map(async (item, key) => {
					const value$1 = input[key];
					return [
						key,
						value$1,
						await item["~run"]({ value: value$1 }, config$1)
					];
				}));
				for (const [key, value$1, itemDataset] of itemDatasets) {
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!(dataset.issues && config$1.abortEarly) && this.items.length < input.length) _addIssue(this, "type", dataset, config$1, {
					input: input[this.items.length],
					expected: "never",
					path: [{
						type: "array",
						origin: "value",
						input,
						key: this.items.length,
						value: input[this.items.length]
					}]
				});
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/string/string.ts
/* @__NO_SIDE_EFFECTS__ */
function string(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "string",
		reference: string,
		expects: "string",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "string") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/symbol/symbol.ts
/* @__NO_SIDE_EFFECTS__ */
function symbol(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "symbol",
		reference: symbol,
		expects: "symbol",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (typeof dataset.value === "symbol") dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/tuple/tuple.ts
/* @__NO_SIDE_EFFECTS__ */
function tuple(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "tuple",
		reference: tuple,
		expects: "Array",
		async: false,
		items,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < this.items.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.items[key]["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/tuple/tupleAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function tupleAsync(items, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "tuple",
		reference: tupleAsync,
		expects: "Array",
		async: true,
		items,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				const itemDatasets = await Promise.all(this.items.map(async (item, key) => {
					const value$1 = input[key];
					return [
						key,
						value$1,
						await item["~run"]({ value: value$1 }, config$1)
					];
				}));
				for (const [key, value$1, itemDataset] of itemDatasets) {
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/tupleWithRest/tupleWithRest.ts
/* @__NO_SIDE_EFFECTS__ */
function tupleWithRest(items, rest, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "tuple_with_rest",
		reference: tupleWithRest,
		expects: "Array",
		async: false,
		items,
		rest,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				for (let key = 0; key < this.items.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.items[key]["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!dataset.issues || !config$1.abortEarly) for (let key = this.items.length; key < input.length; key++) {
					const value$1 = input[key];
					const itemDataset = this.rest["~run"]({ value: value$1 }, config$1);
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/tupleWithRest/tupleWithRestAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function tupleWithRestAsync(items, rest, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "tuple_with_rest",
		reference: tupleWithRestAsync,
		expects: "Array",
		async: true,
		items,
		rest,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (Array.isArray(input)) {
				dataset.typed = true;
				dataset.value = [];
				const [normalDatasets, restDatasets] = await Promise.all([Promise.all(this.items.map(async (item, key) => {
					const value$1 = input[key];
					return [
						key,
						value$1,
						await item["~run"]({ value: value$1 }, config$1)
					];
				})), Promise.all(input.slice(this.items.length).map(async (value$1, key) => {
					return [
						key + this.items.length,
						value$1,
						await this.rest["~run"]({ value: value$1 }, config$1)
					];
				}))]);
				for (const [key, value$1, itemDataset] of normalDatasets) {
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
				if (!dataset.issues || !config$1.abortEarly) for (const [key, value$1, itemDataset] of restDatasets) {
					if (itemDataset.issues) {
						const pathItem = {
							type: "array",
							origin: "value",
							input,
							key,
							value: value$1
						};
						for (const issue of itemDataset.issues) {
							if (issue.path) issue.path.unshift(pathItem);
							else issue.path = [pathItem];
							dataset.issues?.push(issue);
						}
						if (!dataset.issues) dataset.issues = itemDataset.issues;
						if (config$1.abortEarly) {
							dataset.typed = false;
							break;
						}
					}
					if (!itemDataset.typed) dataset.typed = false;
					dataset.value.push(itemDataset.value);
				}
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/undefined/undefined.ts
/* @__NO_SIDE_EFFECTS__ */
function undefined_(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "undefined",
		reference: undefined_,
		expects: "undefined",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/undefinedable/undefinedable.ts
/* @__NO_SIDE_EFFECTS__ */
function undefinedable(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "undefinedable",
		reference: undefinedable,
		expects: `(${wrapped.expects} | undefined)`,
		async: false,
		wrapped,
		default: default_,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/undefinedable/undefinedableAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function undefinedableAsync(wrapped, default_) {
	return _standardSchema({
		kind: "schema",
		type: "undefinedable",
		reference: undefinedableAsync,
		expects: `(${wrapped.expects} | undefined)`,
		async: true,
		wrapped,
		default: default_,
		async "~run"(dataset, config$1) {
			if (dataset.value === void 0) {
				if (this.default !== void 0) dataset.value = await /* @__PURE__ */ getDefault(this, dataset, config$1);
				if (dataset.value === void 0) {
					dataset.typed = true;
					return dataset;
				}
			}
			return this.wrapped["~run"](dataset, config$1);
		}
	});
}

//#endregion
//#region src/schemas/union/utils/_subIssues/_subIssues.ts
/**
* Returns the sub issues of the provided datasets for the union issue.
*
* @param datasets The datasets.
*
* @returns The sub issues.
*
* @internal
*/
/* @__NO_SIDE_EFFECTS__ */
function _subIssues(datasets) {
	let issues;
	if (datasets) for (const dataset of datasets) if (issues) for (const issue of dataset.issues) issues.push(issue);
	else issues = dataset.issues;
	return issues;
}

//#endregion
//#region src/schemas/union/union.ts
/* @__NO_SIDE_EFFECTS__ */
function union(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "union",
		reference: union,
		expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "|"),
		async: false,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			let validDataset;
			let typedDatasets;
			let untypedDatasets;
			for (const schema of this.options) {
				const optionDataset = schema["~run"]({ value: dataset.value }, config$1);
				if (optionDataset.typed) if (optionDataset.issues) if (typedDatasets) typedDatasets.push(optionDataset);
				else typedDatasets = [optionDataset];
				else {
					validDataset = optionDataset;
					break;
				}
				else if (untypedDatasets) untypedDatasets.push(optionDataset);
				else untypedDatasets = [optionDataset];
			}
			if (validDataset) return validDataset;
			if (typedDatasets) {
				if (typedDatasets.length === 1) return typedDatasets[0];
				_addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(typedDatasets) });
				dataset.typed = true;
			} else if (untypedDatasets?.length === 1) return untypedDatasets[0];
			else _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(untypedDatasets) });
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/union/unionAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function unionAsync(options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "union",
		reference: unionAsync,
		expects: /* @__PURE__ */ _joinExpects(options.map((option) => option.expects), "|"),
		async: true,
		options,
		message: message$1,
		async "~run"(dataset, config$1) {
			let validDataset;
			let typedDatasets;
			let untypedDatasets;
			for (const schema of this.options) {
				const optionDataset = await schema["~run"]({ value: dataset.value }, config$1);
				if (optionDataset.typed) if (optionDataset.issues) if (typedDatasets) typedDatasets.push(optionDataset);
				else typedDatasets = [optionDataset];
				else {
					validDataset = optionDataset;
					break;
				}
				else if (untypedDatasets) untypedDatasets.push(optionDataset);
				else untypedDatasets = [optionDataset];
			}
			if (validDataset) return validDataset;
			if (typedDatasets) {
				if (typedDatasets.length === 1) return typedDatasets[0];
				_addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(typedDatasets) });
				dataset.typed = true;
			} else if (untypedDatasets?.length === 1) return untypedDatasets[0];
			else _addIssue(this, "type", dataset, config$1, { issues: /* @__PURE__ */ _subIssues(untypedDatasets) });
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/unknown/unknown.ts
/**
* Creates a unknown schema.
*
* @returns A unknown schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function unknown() {
	return _standardSchema({
		kind: "schema",
		type: "unknown",
		reference: unknown,
		expects: "unknown",
		async: false,
		"~run"(dataset) {
			dataset.typed = true;
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/variant/variant.ts
/* @__NO_SIDE_EFFECTS__ */
function variant(key, options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "variant",
		reference: variant,
		expects: "Object",
		async: false,
		key,
		options,
		message: message$1,
		"~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				let outputDataset;
				let maxDiscriminatorPriority = 0;
				let invalidDiscriminatorKey = this.key;
				let expectedDiscriminators = [];
				const parseOptions = (variant$1, allKeys) => {
					for (const schema of variant$1.options) {
						if (schema.type === "variant") parseOptions(schema, new Set(allKeys).add(schema.key));
						else {
							let keysAreValid = true;
							let currentPriority = 0;
							for (const currentKey of allKeys) {
								const discriminatorSchema = schema.entries[currentKey];
								if (currentKey in input ? discriminatorSchema["~run"]({
									typed: false,
									value: input[currentKey]
								}, ABORT_EARLY_CONFIG).issues : discriminatorSchema.type !== "exact_optional" && discriminatorSchema.type !== "optional" && discriminatorSchema.type !== "nullish") {
									keysAreValid = false;
									if (invalidDiscriminatorKey !== currentKey && (maxDiscriminatorPriority < currentPriority || maxDiscriminatorPriority === currentPriority && currentKey in input && !(invalidDiscriminatorKey in input))) {
										maxDiscriminatorPriority = currentPriority;
										invalidDiscriminatorKey = currentKey;
										expectedDiscriminators = [];
									}
									if (invalidDiscriminatorKey === currentKey) expectedDiscriminators.push(schema.entries[currentKey].expects);
									break;
								}
								currentPriority++;
							}
							if (keysAreValid) {
								const optionDataset = schema["~run"]({ value: input }, config$1);
								if (!outputDataset || !outputDataset.typed && optionDataset.typed) outputDataset = optionDataset;
							}
						}
						if (outputDataset && !outputDataset.issues) break;
					}
				};
				parseOptions(this, new Set([this.key]));
				if (outputDataset) return outputDataset;
				_addIssue(this, "type", dataset, config$1, {
					input: input[invalidDiscriminatorKey],
					expected: /* @__PURE__ */ _joinExpects(expectedDiscriminators, "|"),
					path: [{
						type: "object",
						origin: "value",
						input,
						key: invalidDiscriminatorKey,
						value: input[invalidDiscriminatorKey]
					}]
				});
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/variant/variantAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function variantAsync(key, options, message$1) {
	return _standardSchema({
		kind: "schema",
		type: "variant",
		reference: variantAsync,
		expects: "Object",
		async: true,
		key,
		options,
		message: message$1,
		async "~run"(dataset, config$1) {
			const input = dataset.value;
			if (input && typeof input === "object") {
				let outputDataset;
				let maxDiscriminatorPriority = 0;
				let invalidDiscriminatorKey = this.key;
				let expectedDiscriminators = [];
				const parseOptions = async (variant$1, allKeys) => {
					for (const schema of variant$1.options) {
						if (schema.type === "variant") await parseOptions(schema, new Set(allKeys).add(schema.key));
						else {
							let keysAreValid = true;
							let currentPriority = 0;
							for (const currentKey of allKeys) {
								const discriminatorSchema = schema.entries[currentKey];
								if (currentKey in input ? (await discriminatorSchema["~run"]({
									typed: false,
									value: input[currentKey]
								}, ABORT_EARLY_CONFIG)).issues : discriminatorSchema.type !== "exact_optional" && discriminatorSchema.type !== "optional" && discriminatorSchema.type !== "nullish") {
									keysAreValid = false;
									if (invalidDiscriminatorKey !== currentKey && (maxDiscriminatorPriority < currentPriority || maxDiscriminatorPriority === currentPriority && currentKey in input && !(invalidDiscriminatorKey in input))) {
										maxDiscriminatorPriority = currentPriority;
										invalidDiscriminatorKey = currentKey;
										expectedDiscriminators = [];
									}
									if (invalidDiscriminatorKey === currentKey) expectedDiscriminators.push(schema.entries[currentKey].expects);
									break;
								}
								currentPriority++;
							}
							if (keysAreValid) {
								const optionDataset = await schema["~run"]({ value: input }, config$1);
								if (!outputDataset || !outputDataset.typed && optionDataset.typed) outputDataset = optionDataset;
							}
						}
						if (outputDataset && !outputDataset.issues) break;
					}
				};
				await parseOptions(this, new Set([this.key]));
				if (outputDataset) return outputDataset;
				_addIssue(this, "type", dataset, config$1, {
					input: input[invalidDiscriminatorKey],
					expected: /* @__PURE__ */ _joinExpects(expectedDiscriminators, "|"),
					path: [{
						type: "object",
						origin: "value",
						input,
						key: invalidDiscriminatorKey,
						value: input[invalidDiscriminatorKey]
					}]
				});
			} else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/schemas/void/void.ts
/* @__NO_SIDE_EFFECTS__ */
function void_(message$1) {
	return _standardSchema({
		kind: "schema",
		type: "void",
		reference: void_,
		expects: "void",
		async: false,
		message: message$1,
		"~run"(dataset, config$1) {
			if (dataset.value === void 0) dataset.typed = true;
			else _addIssue(this, "type", dataset, config$1);
			return dataset;
		}
	});
}

//#endregion
//#region src/methods/keyof/keyof.ts
/* @__NO_SIDE_EFFECTS__ */
function keyof(schema, message$1) {
	return /* @__PURE__ */ picklist(Object.keys(schema.entries), message$1);
}

//#endregion
//#region src/methods/message/message.ts
/**
* Changes the local message configuration of a schema.
*
* @param schema The schema to configure.
* @param message_ The error message.
*
* @returns The configured schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function message(schema, message_) {
	return _standardSchema({
		...schema,
		"~run"(dataset, config$1) {
			return schema["~run"](dataset, {
				...config$1,
				message: message_
			});
		}
	});
}

//#endregion
//#region src/methods/omit/omit.ts
/**
* Creates a modified copy of an object schema that does not contain the
* selected entries.
*
* @param schema The schema to omit from.
* @param keys The selected entries.
*
* @returns An object schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function omit(schema, keys) {
	const entries$1 = { ...schema.entries };
	for (const key of keys) delete entries$1[key];
	return _standardSchema({
		...schema,
		entries: entries$1
	});
}

//#endregion
//#region src/methods/parse/parse.ts
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parsed input.
*/
function parse(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	if (dataset.issues) throw new ValiError(dataset.issues);
	return dataset.value;
}

//#endregion
//#region src/methods/parse/parseAsync.ts
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parsed input.
*/
async function parseAsync(schema, input, config$1) {
	const dataset = await schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	if (dataset.issues) throw new ValiError(dataset.issues);
	return dataset.value;
}

//#endregion
//#region src/methods/parser/parser.ts
/* @__NO_SIDE_EFFECTS__ */
function parser(schema, config$1) {
	const func = (input) => parse(schema, input, config$1);
	func.schema = schema;
	func.config = config$1;
	return func;
}

//#endregion
//#region src/methods/parser/parserAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function parserAsync(schema, config$1) {
	const func = (input) => parseAsync(schema, input, config$1);
	func.schema = schema;
	func.config = config$1;
	return func;
}

//#endregion
//#region src/methods/partial/partial.ts
/* @__NO_SIDE_EFFECTS__ */
function partial(schema, keys) {
	const entries$1 = {};
	for (const key in schema.entries) entries$1[key] = !keys || keys.includes(key) ? /* @__PURE__ */ optional(schema.entries[key]) : schema.entries[key];
	return _standardSchema({
		...schema,
		entries: entries$1
	});
}

//#endregion
//#region src/methods/partial/partialAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function partialAsync(schema, keys) {
	const entries$1 = {};
	for (const key in schema.entries) entries$1[key] = !keys || keys.includes(key) ? /* @__PURE__ */ optionalAsync(schema.entries[key]) : schema.entries[key];
	return _standardSchema({
		...schema,
		entries: entries$1
	});
}

//#endregion
//#region src/methods/pick/pick.ts
/**
* Creates a modified copy of an object schema that contains only the selected
* entries.
*
* @param schema The schema to pick from.
* @param keys The selected entries.
*
* @returns An object schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function pick(schema, keys) {
	const entries$1 = {};
	for (const key of keys) entries$1[key] = schema.entries[key];
	return _standardSchema({
		...schema,
		entries: entries$1
	});
}

//#endregion
//#region src/methods/pipe/pipe.ts
/* @__NO_SIDE_EFFECTS__ */
function pipe(...pipe$1) {
	return _standardSchema({
		...pipe$1[0],
		pipe: pipe$1,
		"~run"(dataset, config$1) {
			for (const item of pipe$1) if (item.kind !== "metadata") {
				if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
					dataset.typed = false;
					break;
				}
				if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = item["~run"](dataset, config$1);
			}
			return dataset;
		}
	});
}

//#endregion
//#region src/methods/pipe/pipeAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function pipeAsync(...pipe$1) {
	return _standardSchema({
		...pipe$1[0],
		pipe: pipe$1,
		async: true,
		async "~run"(dataset, config$1) {
			for (const item of pipe$1) if (item.kind !== "metadata") {
				if (dataset.issues && (item.kind === "schema" || item.kind === "transformation")) {
					dataset.typed = false;
					break;
				}
				if (!dataset.issues || !config$1.abortEarly && !config$1.abortPipeEarly) dataset = await item["~run"](dataset, config$1);
			}
			return dataset;
		}
	});
}

//#endregion
//#region src/methods/required/required.ts
/* @__NO_SIDE_EFFECTS__ */
function required(schema, arg2, arg3) {
	const keys = Array.isArray(arg2) ? arg2 : void 0;
	const message$1 = Array.isArray(arg2) ? arg3 : arg2;
	const entries$1 = {};
	for (const key in schema.entries) entries$1[key] = !keys || keys.includes(key) ? /* @__PURE__ */ nonOptional(schema.entries[key], message$1) : schema.entries[key];
	return _standardSchema({
		...schema,
		entries: entries$1
	});
}

//#endregion
//#region src/methods/required/requiredAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function requiredAsync(schema, arg2, arg3) {
	const keys = Array.isArray(arg2) ? arg2 : void 0;
	const message$1 = Array.isArray(arg2) ? arg3 : arg2;
	const entries$1 = {};
	for (const key in schema.entries) entries$1[key] = !keys || keys.includes(key) ? /* @__PURE__ */ nonOptionalAsync(schema.entries[key], message$1) : schema.entries[key];
	return _standardSchema({
		...schema,
		entries: entries$1
	});
}

//#endregion
//#region src/methods/safeParse/safeParse.ts
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parse result.
*/
/* @__NO_SIDE_EFFECTS__ */
function safeParse(schema, input, config$1) {
	const dataset = schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	return {
		typed: dataset.typed,
		success: !dataset.issues,
		output: dataset.value,
		issues: dataset.issues
	};
}

//#endregion
//#region src/methods/safeParse/safeParseAsync.ts
/**
* Parses an unknown input based on a schema.
*
* @param schema The schema to be used.
* @param input The input to be parsed.
* @param config The parse configuration.
*
* @returns The parse result.
*/
/* @__NO_SIDE_EFFECTS__ */
async function safeParseAsync(schema, input, config$1) {
	const dataset = await schema["~run"]({ value: input }, /* @__PURE__ */ getGlobalConfig(config$1));
	return {
		typed: dataset.typed,
		success: !dataset.issues,
		output: dataset.value,
		issues: dataset.issues
	};
}

//#endregion
//#region src/methods/safeParser/safeParser.ts
/* @__NO_SIDE_EFFECTS__ */
function safeParser(schema, config$1) {
	const func = (input) => /* @__PURE__ */ safeParse(schema, input, config$1);
	func.schema = schema;
	func.config = config$1;
	return func;
}

//#endregion
//#region src/methods/safeParser/safeParserAsync.ts
/* @__NO_SIDE_EFFECTS__ */
function safeParserAsync(schema, config$1) {
	const func = (input) => /* @__PURE__ */ safeParseAsync(schema, input, config$1);
	func.schema = schema;
	func.config = config$1;
	return func;
}

//#endregion
//#region src/methods/summarize/summarize.ts
/**
* Summarize the error messages of issues in a pretty-printable multi-line string.
*
* @param issues The list of issues.
*
* @returns A summary of the issues.
*
* @beta
*/
/* @__NO_SIDE_EFFECTS__ */
function summarize(issues) {
	let summary = "";
	for (const issue of issues) {
		if (summary) summary += "\n";
		summary += `× ${issue.message}`;
		const dotPath = /* @__PURE__ */ getDotPath(issue);
		if (dotPath) summary += `\n  → at ${dotPath}`;
	}
	return summary;
}

//#endregion
//#region src/methods/unwrap/unwrap.ts
/**
* Unwraps the wrapped schema.
*
* @param schema The schema to be unwrapped.
*
* @returns The unwrapped schema.
*/
/* @__NO_SIDE_EFFECTS__ */
function unwrap(schema) {
	return schema.wrapped;
}

//#endregion

// EXTERNAL MODULE: ./lib/http/failures.js
var failures = __nccwpck_require__(5345);
;// CONCATENATED MODULE: ./lib/http/json.js


// The documents of the APIs are nested some ten levels deep. Deep nesting costs a parser far more memory than its length.
const maxDepth = 64;
/** The value of a JSON document; undefined where it is not JSON, or nested deeper than any document of these APIs. */
function json_parseJson(text) {
    if (depthOf(text) > maxDepth) {
        return undefined;
    }
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
/** How deep brackets and braces are nested, outside of strings; reads no further than one level too deep. */
function depthOf(text) {
    let depth = 0;
    let deepest = 0;
    let isInString = false;
    for (let index = 0; index < text.length && deepest <= maxDepth; index += 1) {
        const character = text[index];
        if (isInString) {
            // An escaped character may be a quote.
            index += character === '\\' ? 1 : 0;
            isInString = character !== '"';
        }
        else if (character === '"') {
            isInString = true;
        }
        else if (character === '[' || character === '{') {
            depth += 1;
            deepest = Math.max(deepest, depth);
        }
        else if (character === ']' || character === '}') {
            depth -= 1;
        }
    }
    return deepest;
}
/** A text; empty where the document has none, or something else in its place. */
const json_text = optional(fallback(string(), ''), '');
/** A list; empty where the document has none, or something else in its place. */
const list = optional(fallback(array(unknown()), []), []);
/** An ID that can go into a path as it is: all IDs seen so far are GUIDs or numbers. */
const id = pipe(string(), regex(/^[\w-]{1,100}$/));
/**
 * Reads a document by its schema.
 * @param what what the document should be, with its article
 * @throws Failure, as for every unreadable answer, when it is something else
 */
function readAs(schema, document, what, correlationId) {
    const parsed = safeParse(schema, document);
    if (!parsed.success) {
        throw (0,failures/* unreadableAnswer */.Cw)(`The answer is JSON, but not ${what}.`, correlationId);
    }
    return parsed.output;
}

// EXTERNAL MODULE: ./lib/http/transport.js
var http_transport = __nccwpck_require__(3005);
;// CONCATENATED MODULE: ./lib/auth/secret.js
/** No token or secret of Entra ID or GitHub is shorter; masking a short word would ruin the log. */
const minSecretLength = 16;
/** Whether this can be a token or a secret: one word, which fits into a header and can be masked in the log. */
function isSecret(value) {
    return value.length >= minSecretLength && /^[\x21-\x7e]+$/.test(value);
}

;// CONCATENATED MODULE: ./lib/http/html.js

// Only markup is worth the converter, which is loaded when it is first needed.
const markup = /<[a-z!/]|&[a-z#]/i;
const maxMarkupLength = 20_000;
const maxTextLength = 4_000;
let converter;
/**
 * The text that a person would read in an HTML fragment: step messages come as `messageHtml`, and gateways answer with
 * HTML pages.
 * @returns clean text, at most 4,000 characters, with its line breaks
 */
async function htmlToText(html) {
    let text = (0,model_text/* clip */.$Q)(html, maxMarkupLength);
    if (markup.test(text)) {
        converter ??= loadConverter();
        text = (await converter)(text);
    }
    return (0,model_text/* clip */.$Q)((0,model_text/* cleanText */.X5)(text)
        .replace(/\n{3,}/g, '\n\n')
        .trim(), maxTextLength);
}
async function loadConverter() {
    const { compile } = await __nccwpck_require__.e(/* import() */ 557).then(__nccwpck_require__.bind(__nccwpck_require__, 5557));
    return compile({
        wordwrap: false,
        limits: { maxDepth: 50, maxInputLength: maxMarkupLength },
        selectors: [
            { selector: 'img', format: 'skip' },
            { selector: 'head', format: 'skip' },
            { selector: 'script', format: 'skip' },
            { selector: 'style', format: 'skip' },
            { selector: 'h1', options: { uppercase: false } },
            { selector: 'h2', options: { uppercase: false } },
            { selector: 'h3', options: { uppercase: false } },
            { selector: 'a', options: { hideLinkHrefIfSameAsText: true } },
        ],
    });
}

;// CONCATENATED MODULE: ./lib/http/retry-after.js
/**
 * How long the API asks us to wait (RFC 9110, 10.2.3: seconds or an HTTP date).
 * @param nowEpochMs the time of day, in ms since 1970
 * @returns ms, never negative; undefined where the header is missing or cannot be read
 */
function parseRetryAfterMs(header, nowEpochMs) {
    const value = header?.trim() ?? '';
    if (/^\d+$/.test(value)) {
        return Number(value) * 1000;
    }
    const date = Date.parse(value);
    // A date has letters; without this check, Date.parse takes numbers such as "-1" or "1.5" for years.
    return Number.isNaN(date) || !/[a-z]{3}/i.test(value) ? undefined : Math.max(0, date - nowEpochMs);
}

;// CONCATENATED MODULE: ./lib/auth/sign-in-error.js






const noMatch = 'No federated credential of the application matches this workflow.';
const noMatchInCase = 'A federated credential matches this workflow only if upper and lower case are ignored, and Entra ID does not ignore them.';
// By AADSTS code. Sources: learn.microsoft.com, "Microsoft Entra authentication and authorization error codes"; and the
// threads in which people met 700024 (Azure/login#180, #372), 7002138 (#515, #517) and 7002381.
const hints = {
    7000215: 'client-secret is wrong. Enter the value of the secret, not its ID, and of this application.',
    7000222: 'client-secret has expired. Create a new one in Entra ID (App registrations, Certificates & secrets), or go without: leave client-secret out and add a federated credential.',
    700016: 'This tenant does not know the application: check client-id and tenant-id.',
    90002: 'Entra ID does not know the tenant: check tenant-id, and authority-host for another cloud.',
    500011: 'The tenant does not know the API that the token is for. If it fails again, check tenant-id, and that the tenant is linked to Partner Center.',
    7002381: "The tenant accepts GitHub's id tokens only from the GitHub enterprises that the error names. If it fails again, run the workflow in a repository of one of them, or set client-secret.",
    70021: noMatch,
    70025: noMatch,
    700211: noMatch,
    700212: noMatch,
    700213: noMatch,
    7002138: noMatchInCase,
    700024: "The workflow's id token had expired or was not valid yet: check the clock of the runner.",
    50013: "Entra ID could not verify the workflow's id token: check the issuer of the federated credential, and on GitHub Enterprise Server that Entra ID can reach its keys.",
};
// Refusals that were seen to come and go without a change of the set-up (reports of 2025 and 2026).
const flakyCodes = new Set(['500011', '700213', '7002381']);
const bodySchema = object({ error: json_text, error_description: json_text, correlation_id: json_text, trace_id: json_text });
const emptyBody = { error: '', error_description: '', correlation_id: '', trace_id: '' };
/** The kind of failure when there is no token, from the status of the answer. */
function signInFailureKind(status) {
    if (status === 429) {
        return 'throttled';
    }
    return (0,failures/* isTransientStatus */.Dm)(status) ? 'service' : 'authentication';
}
/**
 * Entra ID's refusal in its own words, and what to do about it.
 * @param identity what our id token says about the workflow, if it signed in with one
 * @param nowEpochMs the time of day, in ms since 1970
 */
async function signInError(response, identity, nowEpochMs) {
    const { status } = response;
    const parsed = safeParse(bodySchema, json_parseJson(response.body));
    const body = parsed.success ? parsed.output : emptyBody;
    const words = body.error_description || body.error || (await htmlToText(response.body));
    const code = /AADSTS(\d+)/.exec(words)?.[1] ?? '';
    // The description ends with trace ID, correlation ID and time. The IDs are appended below.
    const description = (0,model_text/* oneLine */.TN)(words.replace(/\s(?:Trace ID|Correlation ID|Timestamp):.*$/s, ''), 1_000);
    const correlationId = (0,model_text/* oneLine */.TN)(body.correlation_id, 100);
    const ids = [
        correlationId && `correlation ID ${correlationId}`,
        body.trace_id && `trace ID ${(0,model_text/* oneLine */.TN)(body.trace_id, 100)}`,
    ]
        .filter(Boolean)
        .join(', ');
    const hint = hints[code] ?? '';
    return (0,failures/* serviceFailure */.Kr)(signInFailureKind(status), `Entra ID refused the sign-in: ${(0,model_text/* oneLine */.TN)(`${status} ${response.statusText}`)}${description && ` - ${description}`}${ids && ` (${ids})`}`, {
        status,
        correlationId,
        retryAfterMs: parseRetryAfterMs(response.headers['retry-after'], nowEpochMs),
        hint: (hint === noMatch || hint === noMatchInCase) && identity
            ? `${hint} ${credentialToAdd(identity)}`
            : hint,
        ...signInTransience(status, flakyCodes.has(code)),
    });
}
/** Whether signing in may succeed later, where the status does not say so. @param isFlaky the refusal was seen to come and go */
function signInTransience(status, isFlaky) {
    if ((0,failures/* isTransientStatus */.Dm)(status) || (status >= 300 && status < 400)) {
        return {};
    }
    return { transience: isFlaky ? 'few-attempts' : 'never' };
}
/** What to enter in Entra ID so that it accepts this workflow as the application. */
function credentialToAdd({ issuer, subject, audience }) {
    return `Add one in Entra ID (App registrations, Certificates & secrets, Federated credentials): issuer ${issuer}, subject identifier ${subject}, audience ${audience}.`;
}

;// CONCATENATED MODULE: ./lib/auth/token-claims.js



const claimsSchema = object({
    appid: json_text, // the application, in v1 tokens
    azp: json_text, // the application, in v2 tokens
    upn: json_text, // the user, where a person signed in
    exp: optional(fallback(nullable(number()), null), null),
    iss: json_text,
    sub: json_text,
    aud: json_text,
});
/** What a token says about its holder, unverified: for people to read, never to decide by. Undefined if it is no JWT. */
function readClaims(token) {
    const payload = json_parseJson(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString());
    const parsed = safeParse(claimsSchema, payload);
    return parsed.success ? parsed.output : undefined;
}
/**
 * Whose access token this is, in a few words: `application …`, `a user's token`, or `the given token`. Entra ID's tokens
 * are JWTs, though Microsoft does not promise that to callers. A log may be public, so no person is named.
 */
function describeToken(token) {
    const { appid = '', azp = '', upn = '' } = readClaims(token) ?? {};
    const application = appid || azp;
    if (upn) {
        return "a user's token";
    }
    return application ? (0,model_text/* oneLine */.TN)(`application ${application}`, 200) : 'the given token';
}
/** When an access token expires, in ms since 1970; undefined where it does not say. */
function readExpiryMs(token) {
    const exp = readClaims(token)?.exp;
    return exp ? exp * 1000 : undefined;
}
/** What an id token of GitHub says about the workflow; undefined if it is no JWT. */
function readFederatedIdentity(idToken) {
    const claims = readClaims(idToken);
    return (claims && {
        issuer: (0,model_text/* oneLine */.TN)(claims.iss, 300),
        subject: (0,model_text/* oneLine */.TN)(claims.sub, 300),
        audience: (0,model_text/* oneLine */.TN)(claims.aud, 300),
    });
}

;// CONCATENATED MODULE: ./lib/auth/entra-id.js








// Entra ID allows lifetimes of one day at most: a longer one is not credible.
const maxLifetimeS = 24 * 3_600;
const exchangeLimitMs = 60_000;
// MSAL hands out any value that it finds.
const tokenSchema = pipe(string(), check(isSecret));
/**
 * Signs in to Entra ID as an application, once: client credentials flow, with a secret or an id token of the workflow.
 * MSAL speaks the protocol, over our transport. It is larger than all the rest, so it is loaded here, when it is needed.
 * @throws Failure when Entra ID refuses, cannot be reached, or gives an answer that cannot be read
 */
async function signIn(options, deadline) {
    const { application, clock, mask } = options;
    const { ConfidentialClientApplication } = await __nccwpck_require__.e(/* import() */ 669).then(__nccwpck_require__.bind(__nccwpck_require__, 2669));
    const { authorityHost, tenantId, clientId, clientSecret } = application;
    let identity;
    let secret = clientSecret;
    if (!clientSecret) {
        secret = await options.idToken(deadline);
        mask(secret);
        identity = readFederatedIdentity(secret);
    }
    // MSAL accepts https only; the network client puts http on loopback back in place.
    const authority = `${authorityHost.replace(/^http:/, 'https:')}/${tenantId}`;
    const network = new MsalNetwork(options, deadline, secret);
    const client = new ConfidentialClientApplication({
        auth: {
            clientId,
            authority,
            knownAuthorities: [new URL(authority).host],
            // The endpoints are known (learn.microsoft.com, OAuth 2.0 client credentials flow): no need to discover them.
            authorityMetadata: JSON.stringify({
                issuer: `${authority}/v2.0`,
                authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
                token_endpoint: `${authority}/oauth2/v2.0/token`,
                jwks_uri: `${authority}/discovery/v2.0/keys`,
            }),
            ...(clientSecret ? { clientSecret } : { clientAssertion: secret }),
        },
        system: {
            networkClient: network,
            disableInternalRetries: true,
        },
    });
    try {
        const result = await client.acquireTokenByClientCredential({ scopes: [options.scope], skipCache: true });
        const token = safeParse(tokenSchema, result?.accessToken);
        if (!token.success) {
            throw (0,failures/* unreadableAnswer */.Cw)('Entra ID answered, but not with an access token.', '', 'authority-host');
        }
        mask(token.output);
        return { token: token.output, lifetimeMs: network.lifetimeMs };
    }
    catch (error) {
        // MSAL hides the cause, but the network client has kept it.
        if (network.failure) {
            throw network.failure;
        }
        if (network.response) {
            throw await signInError(network.response, identity, clock.epoch());
        }
        throw error instanceof model_failure/* Failure */.HR
            ? error
            : new model_failure/* Failure */.HR('authentication', `The sign-in failed: ${error}`, { cause: error });
    }
}
/**
 * Sends MSAL's requests over our transport, so that proxy, limits and size cap apply to them too. As the endpoints are
 * known it never sends a GET, and each of its POSTs has headers and a body.
 */
class MsalNetwork {
    /** Why the last request got no readable answer. */
    failure;
    /** The last answer, if it was not a success. */
    response;
    /** The lifetime of the last token, in ms. MSAL gives a time of day instead, by a clock that may be set meanwhile. */
    lifetimeMs;
    #options;
    #deadline;
    #secret;
    constructor(options, deadline, secret) {
        this.#options = options;
        this.#deadline = deadline;
        this.#secret = secret;
    }
    async sendPostRequestAsync(address, options) {
        const { headers, body } = options;
        const { pathname, search } = new URL(address);
        const url = new URL(pathname + search, this.#options.application.authorityHost);
        try {
            const answer = await this.#options.transport({ method: 'POST', url, headers, body }, { signal: this.#deadline.signal, limitMs: exchangeLimitMs });
            const response = (0,http_transport/* redact */.E)(answer, [this.#secret]);
            if (response.status < 200 || response.status > 299) {
                this.response = response;
            }
            const document = entra_id_parse(response);
            this.lifetimeMs = readLifetimeMs(document);
            return {
                status: response.status,
                headers: Object.fromEntries(Object.entries(response.headers).map(([name, value]) => [name, String(value)])),
                body: document,
            };
        }
        catch (error) {
            this.failure = error;
            throw error;
        }
    }
}
// Entra ID's v1 endpoint gives a string.
const lifetimeSchema = object({
    expires_in: pipe(union([number(), string()]), transform(Number), gtValue(0), maxValue(maxLifetimeS)),
});
function readLifetimeMs(body) {
    const parsed = safeParse(lifetimeSchema, body);
    return parsed.success ? parsed.output.expires_in * 1000 : undefined;
}
/** The JSON object in an answer. A refusal or a redirect may have any body. */
function entra_id_parse(response) {
    const parsed = safeParse(looseObject({}), json_parseJson(response.body));
    if (parsed.success) {
        return parsed.output;
    }
    if (response.status >= 300) {
        return {};
    }
    throw (0,failures/* unreadableAnswer */.Cw)('Entra ID answered, but not with a JSON object.', '', 'authority-host');
}

;// CONCATENATED MODULE: ./lib/http/error-body.js




// Bounds on a tree of details from a malicious server.
const error_body_maxDepth = 8;
const maxDetails = 20;
const maxVisited = 100;
// Of the markup of one detail; its text is one line of 2,000 characters at most.
const error_body_maxMarkupLength = 5_000;
// Leaves room in the output `message` for the correlation ID and the hint.
const maxLineLength = 1_200;
const word = union([string(), pipe(number(), transform(String))]);
const textOrNumber = optional(fallback(word, ''), '');
// A resource is a name, or an object that holds its name (product ingestion, seen in cloudpub).
const resource = optional(fallback(union([
    word,
    pipe(record(string(), unknown()), transform((named) => Object.values(named).find((name) => typeof name === 'string') ?? '')),
]), ''), '');
const errorSchema = object({
    code: textOrNumber,
    errorCode: textOrNumber, // of a validation (Partner Center)
    message: textOrNumber,
    resourceId: resource,
    resource,
    target: resource,
    details: optional(unknown()),
});
/**
 * Reads the body of a failed answer. Documented: `{"error":{"code","message","details"}}`, optional (considerations page).
 * Also seen: its members without the wrapper, `{"Variant":{"serviceName","error"}}` (devigned/pub#28), an HTML page, a
 * plain sentence, nothing.
 */
async function readErrorBody(body) {
    const document = json_parseJson(body);
    if (document === undefined) {
        return { code: '', message: (0,model_text/* oneLine */.TN)(await htmlToText(body), 500), details: [] };
    }
    const wrapper = asObject(document);
    const variant = asObject(wrapper['Variant']);
    const inner = wrapper['error'] ?? wrapper['Error'] ?? variant['error'] ?? document;
    if (typeof inner === 'string') {
        const description = wrapper['error_description'];
        return typeof description === 'string'
            ? { code: (0,model_text/* oneLine */.TN)(inner, 100), message: (0,model_text/* oneLine */.TN)(description), details: [] }
            : { code: '', message: (0,model_text/* oneLine */.TN)(await htmlToText(inner)), details: [] };
    }
    const parsed = parse(errorSchema, asObject(inner));
    const error = {
        code: (0,model_text/* oneLine */.TN)(parsed.code, 100),
        message: (0,model_text/* oneLine */.TN)(await htmlToText(parsed.message)),
        details: await flattenDetails(parsed.details),
    };
    // Better to show an unknown form as it is than to show nothing.
    return formatErrorBody(error) ? error : { code: '', message: (0,model_text/* oneLine */.TN)(body, 500), details: [] };
}
/**
 * The tree of error details as lines, `code: message [resource]`, parents first.
 * @param details a list (or a single item) with code, message, resource and details
 * @param maxItems how many items are read at most
 */
async function flattenDetails(details, maxItems = maxVisited) {
    const lines = [];
    for (const item of walk(details).take(maxItems)) {
        if (lines.length === maxDetails) {
            break;
        }
        const detail = parse(errorSchema, asObject(typeof item === 'string' ? { message: item } : item));
        const where = (0,model_text/* oneLine */.TN)(detail.resourceId || detail.resource || detail.target, 200);
        const what = [
            (0,model_text/* oneLine */.TN)(detail.code || detail.errorCode, 100),
            (0,model_text/* oneLine */.TN)(await htmlToText((0,model_text/* clip */.$Q)(detail.message, error_body_maxMarkupLength))),
        ]
            .filter(Boolean)
            .join(': ');
        if (what) {
            lines.push(where ? `${what} [${where}]` : what);
        }
    }
    return lines;
}
/** The items of a tree of details, parents first. */
function* walk(details, depth = 1) {
    const items = Array.isArray(details) ? details : isObject(details) ? [details] : [];
    for (const item of items) {
        yield item;
        if (depth < error_body_maxDepth) {
            yield* walk(asObject(item)['details'], depth + 1);
        }
    }
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function asObject(value) {
    return isObject(value) ? value : {};
}
/** The error on one line: `code: message; detail; detail`. Empty where the API said nothing. */
function formatErrorBody({ code, message, details }) {
    const head = [code, message].filter(Boolean).join(': ');
    return (0,model_text/* oneLine */.TN)([head, ...details].filter(Boolean).join('; '), maxLineLength);
}

;// CONCATENATED MODULE: ./lib/auth/id-token.js









/** What Entra ID expects as the audience of a federated credential. */
const audience = 'api://AzureADTokenExchange';
const id_token_exchangeLimitMs = 30_000;
/** The two lines of YAML that let a job ask for an id token. */
const permissionLines = ['permissions:', '  id-token: write'];
/** The job may not have an id token: the cure. */
function missingPermission() {
    return new model_failure/* Failure */.HR('authentication', 'This job is not allowed to request an id token from GitHub, so it cannot sign in.', {
        hint: `Grant the job the permission (${permissionLines.map((line) => line.trim()).join(' ')}), or set client-secret. A pull request from a fork never gets an id token.`,
    });
}
const answerSchema = object({ value: pipe(string(), check(isSecret)) });
/**
 * Requests a fresh id token of this workflow from GitHub. It is valid for five minutes, so each sign-in requests its own.
 * The toolkit's getIDToken does the same without a limit on time and size.
 * @throws Failure
 */
async function requestIdToken(source, transport, deadline) {
    const url = new URL(source.requestUrl);
    url.searchParams.set('audience', audience);
    const answer = await transport({
        method: 'GET',
        url,
        headers: { Accept: 'application/json', Authorization: `Bearer ${source.requestToken}` },
    }, { signal: deadline.signal, limitMs: id_token_exchangeLimitMs });
    const { status, statusText, body } = (0,http_transport/* redact */.E)(answer, [source.requestToken]);
    if (status < 200 || status > 299) {
        const reason = formatErrorBody(await readErrorBody(body));
        throw (0,failures/* serviceFailure */.Kr)(signInFailureKind(status), `GitHub gave no id token: ${(0,model_text/* oneLine */.TN)(`${status} ${statusText}`)}${reason && ` - ${reason}`}`, {
            status,
            correlationId: '',
            retryAfterMs: undefined,
            hint: 'Run this step again; if it fails again, check that the job has permissions: id-token: write.',
            // GitHub's own 401 was seen to come and go.
            ...signInTransience(status, status === 401),
        });
    }
    const parsed = safeParse(answerSchema, json_parseJson(body));
    if (!parsed.success) {
        throw (0,failures/* unreadableAnswer */.Cw)('GitHub answered, but not with an id token.', '', 'the network of the runner');
    }
    return parsed.output.value;
}

;// CONCATENATED MODULE: ./lib/auth/create-credential.js





/** Who calls the API, in a few words that follow "with". */
function describeCredentials(credentials) {
    if ('token' in credentials) {
        return describeToken(credentials.token);
    }
    const proof = credentials.clientSecret ? 'a client secret' : "the workflow's own identity";
    return `application ${credentials.clientId} of tenant ${credentials.tenantId}, using ${proof}`;
}
/** The source of this run's access tokens. Warns of a given token that expires before the wait ends. */
function createCredential(credentials, options) {
    const { clock, log, random, runner, scope, transport } = options;
    if ('token' in credentials) {
        warnOfExpiry(credentials.token, options);
        return staticCredential(credentials.token);
    }
    const application = credentials;
    const mask = (secret) => runner.mask(secret);
    const idToken = (deadline) => freshIdToken(options, deadline);
    return renewingCredential({
        signIn: (deadline) => signIn({ application, scope, idToken, transport, clock, mask }, deadline),
        clock,
        random,
        log,
    });
}
function warnOfExpiry(token, { clock, log, waitMs }) {
    const expiryMs = readExpiryMs(token);
    const leftMs = expiryMs === undefined ? Number.POSITIVE_INFINITY : expiryMs - clock.epoch();
    if (leftMs <= 0) {
        log.warning('The token has expired.');
    }
    else if (leftMs < waitMs) {
        log.warning(`The token expires in ${(0,model_text/* formatDuration */.a3)(leftMs)}, and the wait may take ${(0,model_text/* formatDuration */.a3)(waitMs)}. A given token cannot be renewed: for longer waits, set tenant-id and client-id instead.`);
    }
}
/** A fresh id token of this workflow. @throws Failure with the cure where the job may not have one */
async function freshIdToken({ runner, log, transport }, deadline) {
    const source = runner.idTokenSource();
    if (!source) {
        log.info('Add these lines to the job:');
        for (const line of permissionLines) {
            log.info(line);
        }
        throw missingPermission();
    }
    runner.mask(source.requestToken);
    return requestIdToken(source, transport, deadline);
}

;// CONCATENATED MODULE: ./lib/model/offer.js
/** Where a go-live stands; the values of the output `status`. */
const statuses = (/* unused pure expression or super */ null && ([
    'succeeded',
    'failed',
    'canceled',
    'running',
    'not-started',
    'waiting-for-review',
    'unknown',
]));
// Longer than any real one, and short enough for the outputs and the summary of a hundred offers.
const maxOperationUrlLength = 500;
const maxOperationIdLength = 200;
/** `contoso/vm-offer`, or as much of it as is known. */
function displayName({ publisher, offer }) {
    return [publisher, offer].filter(Boolean).join('/') || 'the offer';
}
/** Whether an operation with this status has ended. */
function hasEnded(status) {
    return status === 'succeeded' || status === 'failed' || status === 'canceled';
}
/** Whether somebody has to act before this step goes on. */
function isBlocked({ status }) {
    return status === 'blocked' || status === 'rejected';
}
/** The step in progress: the first that has neither succeeded nor waits for its turn; else the next one. */
function currentStep(steps) {
    return (steps.find((step) => step.status !== 'succeeded' && step.status !== 'not-started') ??
        steps.find((step) => step.status === 'not-started'));
}
/** What the API complains of, in its words: each failed, blocked or rejected step with its messages, then the whole. */
function describeProblems({ steps, messages }) {
    const lines = steps
        .filter((step) => step.status === 'failed' || isBlocked(step) || step.messages.some(({ level }) => level === 'error'))
        .map((step) => `${step.name}: ${joinMessages(step.messages) || step.status}`);
    return [...lines, joinMessages(messages)].filter(Boolean).join(' ');
}
/** The errors, or all messages where there is no error. */
function joinMessages(messages) {
    const errors = messages.filter(({ level }) => level === 'error');
    return (errors.length > 0 ? errors : messages).map(({ text }) => text).join(' ');
}

;// CONCATENATED MODULE: ./lib/model/result.js

/**
 * The result of an offer before its first status check.
 * @param status what holds until more is known: `not-started` where a go-live is wanted, else `unknown`
 * @param epochMs the time of day, in ms since 1970
 */
function newResult(offer, api, status, epochMs) {
    return {
        offer: offer.offer,
        publisher: offer.publisher,
        api,
        status,
        rawStatus: '',
        started: false,
        adopted: false,
        timedOut: false,
        failureKind: '',
        message: '',
        operationUrl: '',
        operationId: '',
        startedAt: new Date(epochMs).toISOString(),
        endedAt: '',
        steps: [],
        correlationId: '',
        polls: 0,
    };
}
/** Records the operation that is followed from now on. An ID that is too long to be one is left out; the URL has it. */
function recordOperation(result, { url, id }) {
    result.operationUrl = url.href;
    result.operationId = id.length > maxOperationIdLength ? '' : id;
}
/** Records what a status check showed. */
function recordSnapshot(result, snapshot) {
    result.rawStatus = snapshot.rawStatus;
    result.steps = snapshot.steps;
    result.correlationId = snapshot.correlationId || result.correlationId;
}
/** How bad a status is, of several offers: the highest number is the worst, and becomes the output `status`. */
const severity = {
    failed: 6,
    canceled: 5,
    unknown: 4,
    'not-started': 3,
    'waiting-for-review': 2,
    running: 1,
    succeeded: 0,
};
const severityOfFailure = 10;
/** The result that stands for all: the one with the worst status, among those that failed if there are any. */
function worst(results) {
    const rank = ({ failureKind, status }) => (failureKind ? severityOfFailure : 0) + severity[status];
    return results.toSorted((a, b) => rank(b) - rank(a))[0];
}
/** Whether the step may end green. Every red has a failure kind; a timeout can be excused. */
function isSuccess(result, failOnTimeout) {
    return result.failureKind === '' || (result.failureKind === 'timeout' && !failOnTimeout);
}

;// CONCATENATED MODULE: ./lib/golive/decide.js

/** What to do about an offer, from where it stands. */
function decide(mode, state, previewWait) {
    switch (mode) {
        case 'go-live':
            return decideGoLive(state, previewWait);
        case 'follow':
            return decideFollow(state);
        case 'check':
            return { do: 'end', as: decideCheck(state) };
    }
}
function decideGoLive(state, previewWait) {
    switch (state.phase) {
        case 'unclear':
        case 'waiting-for-sign-off':
        case 'go-live-ended':
            return { do: 'start' };
        case 'going-live':
            // Without an operation there is nothing to follow: the API decides.
            return state.operation ? { do: 'adopt', operation: state.operation, what: 'go-live' } : { do: 'start' };
        case 'building-preview':
            return previewWait === 'none'
                ? { do: 'end', as: unreadyPreview(state) }
                : { do: 'await-preview', until: 'ready' };
        case 'live':
            return previewWait === 'begin'
                ? { do: 'await-preview', until: 'begin' }
                : { do: 'end', as: 'already-live' };
        case 'dead-submission':
        case 'withdrawn':
            return { do: 'end', as: state.phase };
        case 'never-published':
            return { do: 'end', as: 'not-published' };
        case 'preview-failed':
            return { do: 'end', as: 'preview-failed' };
    }
}
/** Waiting helps a preview that is being built, but not one that is blocked. */
function unreadyPreview({ steps }) {
    return steps.some(isBlocked) ? 'preview-blocked' : 'preview-not-ready';
}
function decideFollow({ phase, operation }) {
    switch (phase) {
        case 'going-live':
        case 'building-preview':
            return operation
                ? { do: 'adopt', operation, what: phase === 'going-live' ? 'go-live' : 'preview' }
                : { do: 'end', as: 'running-without-operation' };
        case 'unclear':
            return operation ? { do: 'adopt', operation, what: 'go-live' } : { do: 'end', as: 'unclear' };
        case 'waiting-for-sign-off':
            return { do: 'end', as: 'idle-with-preview' };
        case 'live':
            return { do: 'end', as: 'idle-and-live' };
        case 'never-published':
            return { do: 'end', as: 'idle-never-published' };
        case 'preview-failed':
            return { do: 'end', as: 'idle-preview-failed' };
        case 'go-live-ended':
            return { do: 'end', as: 'last-go-live-ended' };
        case 'dead-submission':
            return { do: 'end', as: 'idle-with-dead-submission' };
        case 'withdrawn':
            return { do: 'end', as: 'withdrawn' };
    }
}
function decideCheck(state) {
    switch (state.phase) {
        case 'waiting-for-sign-off':
            return 'check-ready';
        case 'going-live':
            return 'check-going-live';
        case 'live':
            return 'already-live';
        case 'building-preview':
            return unreadyPreview(state);
        case 'never-published':
            return 'not-published';
        case 'preview-failed':
            return 'preview-failed';
        case 'go-live-ended':
            return 'last-go-live-ended';
        case 'unclear':
        case 'dead-submission':
        case 'withdrawn':
            return state.phase;
    }
}
/**
 * What became of a go-live whose answer was lost.
 * @param before where the offer stood before it was sent, as far as that could be read
 * @param after where it stands now
 */
function findEvidence(before, after) {
    if (before?.release && after.release && after.release !== before.release) {
        // Another preview was published, or this one was withdrawn: the offer no longer tells what became of ours.
        return { shows: 'nothing' };
    }
    switch (after.phase) {
        case 'going-live':
            return after.operation ? { shows: 'running', operation: after.operation } : { shows: 'nothing' };
        case 'live':
            return { shows: 'ended', as: 'live', state: after };
        case 'waiting-for-sign-off':
            return { shows: 'not-accepted' };
        case 'go-live-ended':
            // Only an offer that waited before can have ended by this go-live; otherwise it was the one before.
            return before?.phase === 'waiting-for-sign-off'
                ? { shows: 'ended', as: 'last-go-live-ended', state: after }
                : { shows: 'nothing' };
        case 'never-published':
        case 'building-preview':
        case 'preview-failed':
        case 'unclear':
        case 'dead-submission':
        case 'withdrawn':
            return { shows: 'nothing' };
    }
}
/**
 * What to do after a failed go-live request. A go-live cannot be taken back, so it is sent again only if the offer shows
 * that none so far was accepted.
 * @returns `not-started`: the failure is the end, and nothing runs; `unknown-outcome`: nobody can tell whether it runs
 */
function decideResend(send) {
    // A throttled request was answered, and the offer confirms the answer.
    const isRefusal = send.effect === 'none' || (send.isLast && send.isThrottled);
    if (isRefusal && send.evidence === 'not-accepted') {
        return 'not-started';
    }
    if (send.isLast || send.evidence === 'nothing') {
        return send.mayBeAccepted ? 'unknown-outcome' : 'not-started';
    }
    return 'send-again';
}

;// CONCATENATED MODULE: ./lib/golive/endings.js



/** The ending for a decision. @param state where the offer stands */
function endingForState(as, state) {
    return stateEndings[as](state);
}
const ready = 'The preview is ready and waits for sign-off.';
const live = 'The offer is live, with nothing to release.';
const stateEndings = {
    // A go-live that need not or cannot be started.
    'already-live': () => ending('succeeded', '', live),
    'not-published': () => ending('not-started', 'not-ready', 'The offer was never published: publish it to preview first.'),
    'preview-failed': (state) => ending('not-started', 'not-ready', `${previewFailed(state)} Publish it to preview again.`),
    'preview-not-ready': ({ steps }) => {
        const step = currentStep(steps);
        return ending('not-started', 'not-ready', `The preview is still being built${step ? `, at step ${describeStep(step)}` : ''}. Run this step again when it waits for sign-off, or set wait-for-preview to true.`);
    },
    'preview-blocked': (state) => ending('not-started', 'not-ready', `The preview is blocked. ${describeProblems(state)} Fix that, then publish it to preview again.`),
    'dead-submission': ({ rawStatus }) => ending('not-started', 'not-ready', `The newest submission cannot go live (${rawStatus}). Publish the offer to preview first.`),
    withdrawn: ({ rawStatus }) => ending('not-started', 'not-ready', `The offer is withdrawn, or about to be (${rawStatus}): nothing was started. To sell it again, publish it to preview in Partner Center.`),
    // A go-live whose answer was lost, or that another run was faster with.
    live: () => ending('succeeded', '', 'The offer is live.'),
    // `follow` and nothing to follow.
    'idle-with-preview': () => ending('waiting-for-review', '', `${idle} ${ready}`),
    'idle-and-live': () => ending('succeeded', '', `${idle} ${live}`),
    'idle-never-published': () => ending('not-started', '', `${idle} The offer was never published.`),
    'idle-with-dead-submission': ({ rawStatus }) => ending('not-started', '', `${idle} The newest submission cannot go live (${rawStatus}).`),
    'idle-preview-failed': (state) => ending('not-started', '', `${idle} ${previewFailed(state)}`),
    'running-without-operation': () => ending('running', '', 'Something is in progress, but the API names no operation to follow.'),
    'check-ready': () => ending('waiting-for-review', '', `Ready to go live. ${ready}`),
    'check-going-live': () => ending('running', '', 'The offer is going live; mode: go-live would pick that up.'),
    'last-go-live-ended': (state) => state.status === 'canceled'
        ? ending('canceled', 'canceled', `${idle} The last go-live was canceled.`)
        : ending('failed', state.failureKind, `${idle} The last go-live failed. ${describeProblems(state)}`),
    unclear: ({ rawStatus }) => ending('unknown', 'unknown-outcome', `The API's status of the offer (${rawStatus}) does not tell where it stands. Look it up in Partner Center.`),
};
const idle = 'Nothing is in progress.';
function previewFailed(state) {
    return `The last publish to preview ${state.status === 'canceled' ? 'was canceled' : 'failed'}. ${describeProblems(state)}`.trim();
}
function describeStep({ name, status, progress }) {
    return `${name} (${status}${progress === null ? '' : `, ${progress} %`})`;
}
/** The ending of an operation that was followed. @param failOnBlocked a blocked step ends the wait */
function endingForOperation(snapshot, failOnBlocked, what) {
    const subject = what === 'go-live' ? 'The go-live' : 'The publish to preview';
    const { status, rawStatus } = snapshot;
    const problems = (0,model_text/* oneLine */.TN)(describeProblems(snapshot));
    if (failOnBlocked && !hasEnded(status) && snapshot.steps.some(isBlocked)) {
        return ending('failed', 'certification', `A step is blocked or rejected. ${problems}`);
    }
    switch (status) {
        case 'succeeded':
            return ending(status, '', 'The offer is live.');
        case 'canceled':
            return ending(status, 'canceled', `${subject} was canceled, not by this step. ${problems}`);
        case 'failed':
            return ending(status, snapshot.failureKind, `${subject} failed. ${problems}`);
        case 'waiting-for-review':
            return ending(status, '', ready);
        case 'running':
        case 'not-started':
            return ending(status, '', `In progress (${rawStatus}); not waiting (wait: false).`);
        case 'unknown':
            return ending(status, 'unknown-outcome', `Unrecognized status "${rawStatus}".`);
    }
}
/** The ending of a go-live that is known to run, with `wait: false`. */
function endingWithoutWait(result) {
    const what = result.started ? 'The go-live was accepted' : 'In progress';
    return ending('running', '', `${what}; not waiting (wait: false). ${howToResume(result)}`);
}
/**
 * The wait ended first.
 * @param waitedMs the length of the whole wait, in ms
 * @param facts a sentence more on where things stand; may be empty
 */
function endingForTimeout(result, waitedMs, facts) {
    return ending(result.status, 'timeout', `Timed out after ${(0,model_text/* formatDuration */.a3)(waitedMs)}. ${facts} ${howToResume(result)}`);
}
/** Facts for `endingForTimeout`. */
const timeoutFacts = {
    previewNotReady: 'The preview is still being built, and no go-live was started.',
    notStarted: 'No go-live was started.',
    lastCheck: (failure) => `The last check failed: ${failure.message}`,
};
/** The go-live was sent, and nobody can tell whether it runs. @param lost the failure of the last request */
function unknownOutcome(lost) {
    return new model_failure/* Failure */.HR('unknown-outcome', `The go-live was sent, but its answer was lost, and the offer does not show whether it was accepted. ${lost.message}`, {
        hint: 'Check in Partner Center whether the offer is going live. If it is not, run this step again: it checks first, and picks up a go-live that runs.',
        cause: lost,
    });
}
/** The message of a story that a failure ended. */
function messageForFailure(failure, result) {
    // Advice on the failure comes first; how to resume is worth the room where there is something to resume.
    const resume = failure.hint && !result.operationUrl ? '' : howToResume(result);
    return [failure.message, failure.hint, resume].filter(Boolean).join(' ');
}
/** How to pick up what goes on without this step; empty where nothing does. */
function howToResume({ operationUrl, status }) {
    if (operationUrl) {
        return `The go-live continues without this step. To pick it up, run this step again, or set operation-url to ${operationUrl}`;
    }
    return status === 'unknown' ? 'If a go-live is running, running this step again picks it up.' : '';
}
function ending(status, failureKind, message) {
    return { status, failureKind, message: message.trim() };
}

;// CONCATENATED MODULE: ./lib/golive/poll.js




/** How long a single status check is tried, where the wait does not depend on it. */
const singleCheckMs = 60_000;
/**
 * Checks the status, pauses, and checks again, until a snapshot is the end or time is up. Failures that may pass do not
 * end it. Each check is recorded in the result and reported to the listener.
 * @param check one status check
 * @throws Failure that the run's patience does not cover, or kind `interrupted`
 */
async function poll(run, check, options) {
    const { clock, listener, patience, result } = run;
    const { signal } = run.deadline;
    const { interval, untilMs, notFoundUntilMs = Number.NEGATIVE_INFINITY } = options;
    const startMs = clock.now();
    let atMs = untilMs;
    let failures = 0;
    for (;;) {
        signal.throwIfAborted();
        let failure;
        let pauseMs;
        try {
            result.polls += 1;
            const snapshot = await check({ signal, atMs });
            if (failures > 0) {
                listener.info(`Status checks succeed again, after ${(0,model_text/* formatCount */.B4)(failures, 'failure')}.`);
            }
            failures = 0;
            patience.onSuccess();
            recordSnapshot(result, snapshot);
            listener.onStatus(snapshot);
            if (options.isEnd(snapshot)) {
                return { snapshot };
            }
            pauseMs = nextPollMs(interval, clock.now() - startMs, run.random());
        }
        catch (error) {
            if (!(error instanceof model_failure/* Failure */.HR)) {
                throw error;
            }
            const isNotYet = error.kind === 'not-found' && clock.now() < notFoundUntilMs;
            patience.onFailure(error, clock.now());
            if (!patience.tolerates(error, clock.now()) && !isNotYet) {
                throw error;
            }
            failure = error;
            failures += 1;
            listener.onRetry(error);
            pauseMs = Math.min(backoffMs(interval, failures, error.retryAfterMs, run.random()), patience.maxPauseMs(clock.now()));
        }
        const leftMs = untilMs - clock.now();
        if (leftMs <= 0) {
            return { failure };
        }
        if (failure && failures === 1) {
            listener.warning(`Status check failed; trying again in ${(0,model_text/* formatDuration */.a3)(Math.min(pauseMs, leftMs))}. ${failure.message}`);
        }
        await clock.sleep(Math.min(pauseMs, leftMs), signal);
        // If the machine slept, the last check starts late; it gets its full time all the same.
        atMs = Math.max(atMs, clock.now());
    }
}

;// CONCATENATED MODULE: ./lib/golive/follow.js



// Just after acceptance the API may not know an operation yet, and an offer may still show the one before.
const graceMs = 5 * 60_000;
/**
 * Follows an operation until it ends, or until the wait does.
 * @param start undefined if the operation did not begin a moment ago
 * @throws Failure that will not pass, or kind `interrupted`
 */
async function follow(run, operation, start, what = 'go-live') {
    const { clock, settings, marketplace, result, deadline } = run;
    const graceEndsMs = start ? clock.now() + graceMs : Number.NEGATIVE_INFINITY;
    let isOurs = !operation.tracksOffer;
    const claimed = run.operation && run.offer.offer ? run.offer : undefined;
    const { snapshot, failure } = await poll(run, (deadline) => marketplace.getOperation(operation, claimed, deadline), {
        isEnd(snapshot) {
            isOurs ||=
                snapshot.status === 'running' || differs(snapshot, start?.before) || clock.now() >= graceEndsMs;
            if (!isOurs) {
                return false;
            }
            result.status = snapshot.status;
            return (hasEnded(snapshot.status) ||
                !settings.wait ||
                (settings.failOnBlocked && snapshot.steps.some(isBlocked)) ||
                (settings.mode === 'follow' && snapshot.status === 'waiting-for-review'));
        },
        interval: settings.pollInterval,
        untilMs: settings.wait ? deadline.atMs : Math.min(deadline.atMs, clock.now() + singleCheckMs),
        // An operation URL that was given may come from a job that ended a moment ago.
        notFoundUntilMs: clock.now() + (start ? graceMs : singleCheckMs),
    });
    if (snapshot) {
        return endingForOperation(snapshot, settings.failOnBlocked, what);
    }
    if (failure && !settings.wait) {
        throw failure;
    }
    return timedOut(run, failure ? timeoutFacts.lastCheck(failure) : '');
}
/** Whether the offer no longer stands as it did before the go-live, so that what it shows is ours. */
function differs(now, before) {
    return (before !== undefined &&
        before.status !== 'unknown' &&
        now.status !== 'unknown' &&
        now.status !== before.status);
}
/** The ending of a wait that took all its time. @param facts a sentence more on where things stand; may be empty */
function timedOut({ result, deadline, startMs }, facts) {
    return endingForTimeout(result, deadline.atMs - startMs, facts);
}

;// CONCATENATED MODULE: ./lib/golive/start.js






const maxSends = 3;
// After a lost answer: how long the offer may take to show that the go-live was accepted.
const reconcileMs = 120_000;
const reconcilePauseMs = 20_000;
// If the step is stopped while a go-live request is out, its answer gets this long: the operation URL is worth it.
const stopGraceMs = 1_500;
const foundAnother = 'Already in progress or finished.';
/**
 * Starts the go-live. After a failure it is sent again only if the offer shows that none so far was accepted.
 * Records in `run.result` whether this run started it.
 * @param before where the offer stood before, as far as that could be read
 * @throws Failure: the API's refusal; kind `unknown-outcome` where nobody can tell whether it runs; or `interrupted`
 */
async function start(run, before) {
    const { listener, result } = run;
    let mayBeAccepted = false;
    for (let sends = 1;; sends += 1) {
        run.deadline.signal.throwIfAborted();
        listener.info(sends === 1 ? 'Starting the go-live.' : `Starting the go-live again (try ${sends} of ${maxSends}).`);
        const { operation, failure } = await send(run, before);
        if (operation) {
            result.started = true;
            return { shows: 'running', operation };
        }
        if (sends === 1 && (failure.effect === 'none' || failure.isFatal)) {
            return afterFirstFailure(run, before, failure);
        }
        if (failure.effect !== 'none') {
            listener.onRetry(failure);
        }
        mayBeAccepted ||= failure.effect === 'unknown';
        await pauseAsAsked(run, failure, mayBeAccepted);
        const evidence = await reconcile(run, before);
        if (evidence.shows === 'running' || evidence.shows === 'ended') {
            // What ended is ours only if it was seen to wait before.
            const isOurs = evidence.shows === 'running' || before?.phase === 'waiting-for-sign-off';
            result.started = mayBeAccepted && isOurs;
            result.adopted = !mayBeAccepted && evidence.shows === 'running';
            listener.info(result.started ? 'The go-live was accepted.' : foundAnother);
            return evidence;
        }
        const next = decideResend({
            effect: failure.effect,
            isThrottled: failure.kind === 'throttled',
            mayBeAccepted,
            isLast: sends === maxSends || run.clock.now() >= run.deadline.atMs,
            evidence: evidence.shows,
        });
        if (next !== 'send-again') {
            result.status = next === 'not-started' ? 'not-started' : 'unknown';
            throw next === 'not-started' ? failure : unknownOutcome(failure);
        }
    }
}
/** One request. Until it is answered, nobody knows where the go-live stands. */
async function send(run, state) {
    const stop = delayedStop(run);
    run.result.status = 'unknown';
    try {
        const deadline = { ...run.deadline, signal: stop.signal, startSignal: run.deadline.signal };
        const operation = await run.marketplace.goLive(run.offer, state, deadline);
        run.patience.onSuccess();
        return { operation };
    }
    catch (error) {
        if (error instanceof model_failure/* Failure */.HR && error.kind !== 'interrupted') {
            run.patience.onFailure(error, run.clock.now());
            return { failure: error };
        }
        throw error;
    }
    finally {
        stop.release();
    }
}
/**
 * The first go-live failed for good: it was refused, or could not be sent. If that suggests a rival, one status check shows whether another run was faster: what runs
 * is picked up, and what is live by now is a success, though not of this run.
 * @throws Failure: the one given
 */
async function afterFirstFailure(run, before, failure) {
    run.result.status = 'not-started';
    if (failure.suggestsRival && !run.deadline.signal.aborted) {
        run.listener.warning(`The go-live was refused: checking whether another one is running. ${failure.message}`);
        const evidence = await checkOnce(run, before);
        if (evidence.shows === 'running' || (evidence.shows === 'ended' && evidence.as === 'live')) {
            run.result.adopted = evidence.shows === 'running';
            run.listener.info(foundAnother);
            return evidence;
        }
    }
    throw failure;
}
/** What one status check shows; nothing if it fails. */
async function checkOnce(run, before) {
    try {
        const { snapshot } = await poll(run, (deadline) => run.marketplace.getOfferState(run.offer, deadline), {
            isEnd: () => true,
            interval: run.settings.pollInterval,
            untilMs: Math.min(run.deadline.atMs, run.clock.now()),
        });
        return snapshot ? findEvidence(before, snapshot) : { shows: 'nothing' };
    }
    catch (error) {
        reportFailedCheck(run, error);
        return { shows: 'nothing' };
    }
}
/** Gives the API the pause it asked for before the offer is checked, and says what comes next. */
async function pauseAsAsked(run, failure, mayBeAccepted) {
    const { clock, deadline, listener } = run;
    const pauseMs = Math.min(cappedRetryAfterMs(failure.retryAfterMs), deadline.atMs - clock.now());
    const what = mayBeAccepted ? 'Unclear whether the go-live was accepted' : 'The go-live could not be sent';
    const when = pauseMs > 0 ? ` in ${(0,model_text/* formatDuration */.a3)(pauseMs)}` : '';
    listener.warning(`${what}: checking the offer${when}. ${failure.message}`);
    await clock.sleep(pauseMs, deadline.signal);
}
/** Checks the offer until it shows what became of the go-live, for two minutes at most. */
async function reconcile(run, before) {
    const { clock, deadline, settings } = run;
    const untilMs = Math.min(deadline.atMs, clock.now() + reconcileMs);
    let evidence = { shows: 'nothing' };
    let checkedAtMs;
    const check = async (deadline) => {
        evidence = { shows: 'nothing' };
        checkedAtMs = clock.now();
        const state = await run.marketplace.getOfferState(run.offer, deadline);
        evidence = findEvidence(before, state);
        return state;
    };
    // A slow answer is as old as its request: only a check that began late enough shows that nothing was accepted.
    const isTooOld = () => evidence.shows === 'not-accepted' && checkedAtMs < untilMs;
    try {
        do {
            await poll(run, check, {
                isEnd: () => evidence.shows === 'running' || evidence.shows === 'ended',
                interval: { fixedMs: Math.max(reconcilePauseMs, settings.pollInterval.minMs), minMs: 0 },
                untilMs,
            });
        } while (isTooOld());
    }
    catch (error) {
        reportFailedCheck(run, error);
    }
    return evidence;
}
/** @throws what is no failure of the check: a bug, or the end of the step */
function reportFailedCheck(run, error) {
    if (!(error instanceof model_failure/* Failure */.HR) || error.kind === 'interrupted') {
        throw error;
    }
    run.listener.warning(`Could not check the offer. ${error.message}`);
}
/** The run's signal, but a moment later, so that an answer on its way still arrives. */
function delayedStop({ deadline: { signal }, clock }) {
    const delayed = new AbortController();
    const released = new AbortController();
    const onAbort = async () => {
        await clock.sleep(stopGraceMs, released.signal);
        delayed.abort(signal.reason);
    };
    signal.addEventListener('abort', onAbort, { once: true, signal: released.signal });
    return { signal: delayed.signal, release: () => released.abort() };
}

;// CONCATENATED MODULE: ./lib/golive/go-live.js









// How long a live offer may take to show a preview that a workflow has just started.
const newPreviewMs = 10 * 60_000;
/** The story of one offer: check, decide, start, follow. Never throws: however it ends, `run.result` says so. */
async function goLive(run) {
    const { result } = run;
    try {
        const ending = await story(run);
        result.status = ending.status;
        result.failureKind = ending.failureKind;
        result.timedOut = ending.failureKind === 'timeout';
        result.message = (0,model_text/* oneLine */.TN)(ending.message);
    }
    catch (error) {
        recordFailure(run, error instanceof model_failure/* Failure */.HR ? error : (0,model_failure/* internalError */.WB)(error));
    }
    result.endedAt = new Date(run.clock.epoch()).toISOString();
}
/** Ends the story of an offer that would not end by itself, because it waits for something that never comes. */
function abandon(run) {
    recordFailure(run, (0,model_failure/* internalError */.WB)('The run stalled.'));
    run.result.endedAt = new Date(run.clock.epoch()).toISOString();
}
function recordFailure({ result }, failure) {
    if (failure.kind === 'input') {
        result.status = 'not-started';
    }
    result.correlationId = failure.correlationId || result.correlationId;
    result.failureKind = failure.kind;
    result.message = (0,model_text/* oneLine */.TN)(messageForFailure(failure, result));
}
async function story(run) {
    const { settings, listener } = run;
    if (run.operation) {
        recordOperation(run.result, run.operation);
        listener.onAccepted(run.result);
        return follow(run, run.operation, undefined);
    }
    const before = await checkOffer(run);
    if (!before) {
        return startAndFollow(run, undefined);
    }
    let state = before;
    let decision = decide(settings.mode, state, settings.waitForPreview ? 'begin' : 'none');
    if (decision.do === 'await-preview' && decision.until === 'begin') {
        const seen = await awaitNewPreview(run, state);
        if (seen instanceof model_failure/* Failure */.HR) {
            return timedOut(run, timeoutFacts.lastCheck(seen));
        }
        state = seen;
        decision =
            state.phase === 'unclear' ? { do: 'end', as: 'unclear' } : decide(settings.mode, state, 'ready');
    }
    if (decision.do === 'await-preview') {
        listener.info('The preview is still being built: waiting for it.');
        const { snapshot, failure } = await awaitPreview(run);
        if (!snapshot) {
            const lastCheck = failure ? ` ${timeoutFacts.lastCheck(failure)}` : '';
            return timedOut(run, timeoutFacts.previewNotReady + lastCheck);
        }
        state = snapshot;
        decision = decide(settings.mode, state, 'none');
    }
    switch (decision.do) {
        case 'end':
            return endingForState(decision.as, state);
        case 'adopt':
            listener.info('Already in progress: picking it up.');
            run.result.adopted = decision.what === 'go-live';
            return adoptOrFollow(run, decision.operation, undefined, decision.what);
        default:
            return startAndFollow(run, state);
    }
}
/** @param before where the offer stands; undefined where that could not be read: then the API decides */
async function startAndFollow(run, before) {
    if (run.clock.now() >= run.deadline.atMs) {
        return timedOut(run, timeoutFacts.notStarted);
    }
    const started = await start(run, before);
    return started.shows === 'ended'
        ? endingForState(started.as, started.state)
        : adoptOrFollow(run, started.operation, { before });
}
/** Where the offer stands. Undefined where that cannot be read, and a go-live can be sent all the same. */
async function checkOffer(run) {
    const { mode, pollInterval, wait, canStartWithoutState } = run.settings;
    const isOptional = mode === 'go-live' && canStartWithoutState;
    const isPatient = mode !== 'check' && wait;
    // The check may be optional, the sign-in is not: a run that waits at all waits for it.
    const withTimeToSignIn = ({ signal, atMs }) => ({
        signal,
        atMs: Math.max(atMs, run.deadline.atMs),
    });
    const check = (deadline) => run.marketplace.getOfferState(run.offer, isPatient ? withTimeToSignIn(deadline) : deadline);
    try {
        const { snapshot, failure } = await poll(run, check, {
            isEnd: () => true,
            interval: pollInterval,
            untilMs: isPatient && !isOptional
                ? run.deadline.atMs
                : Math.min(run.deadline.atMs, run.clock.now() + singleCheckMs),
        });
        if (failure) {
            throw failure;
        }
        return snapshot;
    }
    catch (error) {
        if (!isOptional || !(error instanceof model_failure/* Failure */.HR) || error.isFatal) {
            throw error;
        }
        run.listener.warning(`Could not read the offer's status; the API will reject the go-live if the offer is not ready. ${error.message}`);
        return undefined;
    }
}
/**
 * A release workflow may start a preview and get here before it shows, so a live offer gets a few minutes for one to begin.
 * @returns what the offer showed last, or the failure if it could not be read at the end
 */
async function awaitNewPreview(run, live) {
    const { clock, deadline, listener, settings } = run;
    const waitMs = Math.min(newPreviewMs, deadline.atMs - clock.now());
    if (waitMs <= 0) {
        return live;
    }
    const interval = settings.pollInterval;
    let last = live;
    const check = async (deadline) => {
        last = await run.marketplace.getOfferState(run.offer, deadline);
        return last;
    };
    listener.info(`The offer is live, with nothing to release: waiting up to ${(0,model_text/* formatDuration */.a3)(waitMs)} for a preview to begin.`);
    const waited = await poll(run, check, {
        isEnd: ({ phase, status }) => phase !== 'live' && status !== 'unknown',
        interval,
        untilMs: clock.now() + waitMs,
    });
    // Whether a preview began cannot be told from a check that failed.
    const { failure } = waited.failure
        ? await poll(run, check, { isEnd: () => true, interval, untilMs: deadline.atMs })
        : waited;
    if (failure) {
        return failure;
    }
    if (last.phase === 'live') {
        listener.warning(`No preview began within ${(0,model_text/* formatDuration */.a3)(waitMs)}: nothing was released.`);
    }
    return last;
}
/** Waits until the preview is no longer being built, or the wait ends. */
function awaitPreview(run) {
    const { failOnBlocked, pollInterval } = run.settings;
    return poll(run, (deadline) => run.marketplace.getOfferState(run.offer, deadline), {
        // An unknown word does not end a wait.
        isEnd: ({ phase, status, steps }) => status !== 'unknown' && (phase !== 'building-preview' || (failOnBlocked && steps.some(isBlocked))),
        interval: pollInterval,
        untilMs: run.deadline.atMs,
    });
}
/**
 * The operation is known from here on: it is given out at once, and followed if the user wants to wait.
 * @param start where the offer stood before; undefined if this is no go-live of a moment ago
 */
async function adoptOrFollow(run, operation, start, what = 'go-live') {
    recordOperation(run.result, operation);
    run.result.status = 'running';
    run.listener.onAccepted(run.result);
    return run.settings.wait ? follow(run, operation, start, what) : endingWithoutWait(run.result);
}

;// CONCATENATED MODULE: ./lib/golive/patience.js
// What never answered in this run is a closed network, a blocked port or a wrong address, not a bad moment.
const patience_silenceMs = 5 * 60_000;
// After good answers, a refusal that stays this long is meant.
const refusalMs = 15 * 60_000;
/**
 * What a run puts up with from the API, for one offer: it decides whether the wait goes on after a failed status check.
 * All times are on the clock, in ms.
 */
class Patience {
    #startMs;
    #hasApiAnswered;
    #hasFailedOtherwise = false;
    #hasSucceeded = false;
    /** The first refusal since the last good answer. */
    #refusedSinceMs = Number.POSITIVE_INFINITY;
    /** How many status checks in a row were refused with 401. */
    #unauthorized = 0;
    /** @param hasApiAnswered whether the API has answered any request of this run, for any offer */
    constructor(startMs, hasApiAnswered) {
        this.#startMs = startMs;
        this.#hasApiAnswered = hasApiAnswered;
    }
    /** A status check succeeded, or a go-live was accepted. */
    onSuccess() {
        this.#hasSucceeded = true;
        this.#refusedSinceMs = Number.POSITIVE_INFINITY;
        this.#unauthorized = 0;
    }
    /** A status check failed, or a go-live did. */
    onFailure({ kind, transience }, nowMs) {
        this.#hasFailedOtherwise ||= kind !== 'network';
        this.#unauthorized = transience === 'once-after-success' ? this.#unauthorized + 1 : 0;
        if (transience === 'briefly-after-success') {
            this.#refusedSinceMs = Math.min(this.#refusedSinceMs, nowMs);
        }
    }
    /** Whether to check again after the failure that came last. */
    tolerates({ transience }, nowMs) {
        switch (transience) {
            case 'always':
                return this.#hasAnswered() || nowMs < this.#startMs + patience_silenceMs;
            case 'after-success':
                return this.#hasSucceeded;
            case 'briefly-after-success':
                return this.#hasSucceeded && nowMs < this.#refusedSinceMs + refusalMs;
            case 'once-after-success':
                return this.#hasSucceeded && this.#unauthorized === 1;
            // Signing in has its own attempts.
            case 'few-attempts':
            case 'never':
                return false;
        }
    }
    /** The longest pause before the next check: what never answered is checked again in time to give up. */
    maxPauseMs(nowMs) {
        return this.#hasAnswered() ? Number.POSITIVE_INFINITY : Math.max(0, this.#startMs + patience_silenceMs - nowMs);
    }
    /** The API or the sign-in, for which a failure that is not of the network must have come from a server. */
    #hasAnswered() {
        return this.#hasSucceeded || this.#hasFailedOtherwise || this.#hasApiAnswered();
    }
}

;// CONCATENATED MODULE: ./node_modules/yocto-queue/index.js
/*
How it works:
`this.#head` is an instance of `Node` which keeps track of its current value and nests another instance of `Node` that keeps the value that comes after it. When a value is provided to `.enqueue()`, the code needs to iterate through `this.#head`, going deeper and deeper to find the last value. However, iterating through every single item is slow. This problem is solved by saving a reference to the last value as `this.#tail` so that it can reference it to add a new value.
*/

class Node {
	value;
	next;

	constructor(value) {
		this.value = value;
	}
}

class Queue {
	#head;
	#tail;
	#size;

	constructor() {
		this.clear();
	}

	enqueue(value) {
		const node = new Node(value);

		if (this.#head) {
			this.#tail.next = node;
			this.#tail = node;
		} else {
			this.#head = node;
			this.#tail = node;
		}

		this.#size++;
	}

	dequeue() {
		const current = this.#head;
		if (!current) {
			return;
		}

		this.#head = this.#head.next;
		this.#size--;

		// Clean up tail reference when queue becomes empty
		if (!this.#head) {
			this.#tail = undefined;
		}

		return current.value;
	}

	peek() {
		if (!this.#head) {
			return;
		}

		return this.#head.value;

		// TODO: Node.js 18.
		// return this.#head?.value;
	}

	clear() {
		this.#head = undefined;
		this.#tail = undefined;
		this.#size = 0;
	}

	get size() {
		return this.#size;
	}

	* [Symbol.iterator]() {
		let current = this.#head;

		while (current) {
			yield current.value;
			current = current.next;
		}
	}

	* drain() {
		while (this.#head) {
			yield this.dequeue();
		}
	}
}

;// CONCATENATED MODULE: ./node_modules/p-limit/index.js


function pLimit(concurrency) {
	let rejectOnClear = false;

	if (typeof concurrency === 'object') {
		({concurrency, rejectOnClear = false} = concurrency);
	}

	validateConcurrency(concurrency);

	if (typeof rejectOnClear !== 'boolean') {
		throw new TypeError('Expected `rejectOnClear` to be a boolean');
	}

	const queue = new Queue();
	let activeCount = 0;

	const resumeNext = () => {
		// Process the next queued function if we're under the concurrency limit
		if (activeCount < concurrency && queue.size > 0) {
			activeCount++;
			queue.dequeue().run();
		}
	};

	const next = () => {
		activeCount--;
		resumeNext();
	};

	const run = async (function_, resolve, arguments_) => {
		// Execute the function and capture the result promise
		const result = (async () => function_(...arguments_))();

		// Resolve immediately with the promise (don't wait for completion)
		resolve(result);

		// Wait for the function to complete (success or failure)
		// We catch errors here to prevent unhandled rejections,
		// but the original promise rejection is preserved for the caller
		try {
			await result;
		} catch {}

		// Decrement active count and process next queued function
		next();
	};

	const enqueue = (function_, resolve, reject, arguments_) => {
		const queueItem = {reject};

		// Queue the internal resolve function instead of the run function
		// to preserve the asynchronous execution context.
		new Promise(internalResolve => { // eslint-disable-line promise/param-names
			queueItem.run = internalResolve;
			queue.enqueue(queueItem);
		}).then(run.bind(undefined, function_, resolve, arguments_)); // eslint-disable-line promise/prefer-await-to-then

		// Start processing immediately if we haven't reached the concurrency limit
		if (activeCount < concurrency) {
			resumeNext();
		}
	};

	const generator = (function_, ...arguments_) => new Promise((resolve, reject) => {
		enqueue(function_, resolve, reject, arguments_);
	});

	Object.defineProperties(generator, {
		activeCount: {
			get: () => activeCount,
		},
		pendingCount: {
			get: () => queue.size,
		},
		clearQueue: {
			value() {
				if (!rejectOnClear) {
					queue.clear();
					return;
				}

				const abortError = AbortSignal.abort().reason;

				while (queue.size > 0) {
					queue.dequeue().reject(abortError);
				}
			},
		},
		concurrency: {
			get: () => concurrency,

			set(newConcurrency) {
				validateConcurrency(newConcurrency);
				concurrency = newConcurrency;

				queueMicrotask(() => {
					// eslint-disable-next-line no-unmodified-loop-condition
					while (activeCount < concurrency && queue.size > 0) {
						resumeNext();
					}
				});
			},
		},
		map: {
			async value(iterable, function_) {
				const promises = [];

				try {
					Array.from(iterable, (value, index) => {
						const promise = generator(function_, value, index);
						promises.push(promise);
						return promise;
					});
				} catch (error) {
					// The iterable threw, so `Promise.all` never observes the already scheduled promises. Observe them here to avoid unhandled rejections.
					for (const promise of promises) {
						promise.catch(() => {}); // eslint-disable-line promise/prefer-await-to-then
					}

					throw error;
				}

				return Promise.all(promises);
			},
		},
	});

	return generator;
}

function limitFunction(function_, options) {
	const limit = pLimit(options);

	const limitedFunction = (...arguments_) => limit(() => function_(...arguments_));
	Object.defineProperty(limitedFunction, 'clearQueue', {
		value: limit.clearQueue,
	});

	return limitedFunction;
}

function validateConcurrency(concurrency) {
	if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
		throw new TypeError('Expected `concurrency` to be a number from 1 and up');
	}
}

;// CONCATENATED MODULE: ./lib/http/api-client.js








// The API can be slow: one of its clients raised its limit to minutes (devigned/pub, June 2020).
const api_client_exchangeLimitMs = 120_000;
// A request that is out at the deadline is the last one, and gets this much longer.
const lastRequestMs = 30_000;
// Several offers go live side by side, but not all of their requests.
const maxConcurrentRequests = 8;
/** Sends requests to one API with the caller's token, and turns every answer that is not a success into a `Failure`. */
class ApiClient {
    #options;
    #limit = pLimit(maxConcurrentRequests);
    #hasAnswered = false;
    constructor(options) {
        this.#options = options;
    }
    /** Whether the API has answered any request, well or badly. */
    get hasAnswered() {
        return this.#hasAnswered;
    }
    /**
     * Sends one request; after a 401 once more, if the credential can get a new token.
     * @throws Failure when the answer is not 2xx, when no complete answer came, or when there is no token; the reason of
     * the signal when it is aborted
     */
    async send(request, deadline) {
        const { credential, baseUrl } = this.#options;
        if (request.url.origin !== baseUrl.origin) {
            throw new model_failure/* Failure */.HR('service', `${(0,model_text/* oneLine */.TN)(request.url.href, 300)} is not at ${baseUrl.origin}: nothing was sent there.`);
        }
        const token = await credential.token(deadline);
        const exchange = (token) => this.#limit(() => this.#exchange(request, token, deadline));
        let response = await exchange(token);
        if (response.status === 401 && credential.invalidate(token)) {
            response = await exchange(await credential.token(deadline));
        }
        if (response.status < 200 || response.status > 299) {
            throw await this.#refusal(request, response);
        }
        const correlationId = correlationIdOf(response);
        return {
            status: response.status,
            headers: response.headers,
            body: response.body,
            correlationId,
            json: () => parseAnswer(response, request, correlationId),
        };
    }
    async #exchange(request, token, deadline) {
        const { transport, clock, log } = this.#options;
        // It may have waited for others.
        (deadline.startSignal ?? deadline.signal).throwIfAborted();
        const startMs = clock.now();
        const limitMs = Math.min(api_client_exchangeLimitMs, deadline.atMs + lastRequestMs - startMs);
        if (limitMs <= 0) {
            throw (0,failures/* networkFailure */.rd)('unreachable', 'The wait ended before the request could be sent.');
        }
        const what = `${request.method} ${request.url.href}`;
        try {
            const answer = await transport({
                method: request.method,
                url: request.url,
                headers: {
                    Accept: 'application/json',
                    'Content-Type': 'application/json',
                    Authorization: `Bearer ${token}`,
                },
                ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
            }, { signal: deadline.signal, limitMs });
            this.#hasAnswered = true;
            const response = (0,http_transport/* redact */.E)(answer, [token]);
            log.debug(`${what}: ${response.status}, ${response.body.length} characters, ${(0,model_text/* formatDuration */.a3)(clock.now() - startMs)}, correlation ID ${correlationIdOf(response) || 'none'}`);
            return response;
        }
        catch (error) {
            log.debug(`${what}: ${(0,model_text/* errorMessage */.gJ)(error)}`);
            throw error;
        }
    }
    async #refusal(request, response) {
        const { clock, hint, kind } = this.#options;
        const { status } = response;
        const correlationId = correlationIdOf(response);
        const location = response.headers.location;
        const words = status >= 300 && status < 400
            ? `a redirect${location ? ` to ${(0,model_text/* oneLine */.TN)(location, 300)}` : ''}, which is not followed`
            : formatErrorBody(await readErrorBody(response.body));
        const parts = [
            `${request.method} ${request.url.pathname}: ${[status, response.statusText].filter(Boolean).join(' ')}`,
            words && ` - ${words}`,
            correlationId && ` (correlation ID ${correlationId})`,
        ];
        const { method } = request;
        const kindInWords = method === 'POST' ? kind(words) : undefined;
        return (0,failures/* serviceFailure */.Kr)(kindInWords ?? kindOf(status, method), parts.filter(Boolean).join(''), {
            status,
            correlationId,
            retryAfterMs: parseRetryAfterMs(response.headers['retry-after'], clock.epoch()),
            hint: hint(status, method),
        });
    }
}
const kinds = {
    401: 'authentication',
    403: 'permission',
    404: 'not-found',
    409: 'conflict',
    410: 'not-found',
    412: 'conflict',
    423: 'conflict',
    429: 'throttled',
};
function kindOf(status, method) {
    // If the API rejects a go-live for its content, the offer is at fault, not the service.
    const rejected = method === 'POST' && (status === 400 || status === 422) ? 'not-ready' : 'service';
    return kinds[status] ?? rejected;
}
/** The ID under which Microsoft's support finds the exchange (`X-Ms-Correlation-Request-Id`; Graph: `request-id`). */
function correlationIdOf({ headers }) {
    const id = headers['x-ms-correlation-request-id'] ?? headers['request-id'] ?? headers['x-ms-request-id'] ?? '';
    return (0,model_text/* oneLine */.TN)(String(id), 100);
}
function parseAnswer(response, request, correlationId) {
    const document = json_parseJson(response.body);
    if (document === undefined) {
        const start = (0,model_text/* oneLine */.TN)(response.body, 80);
        throw (0,failures/* unreadableAnswer */.Cw)(`${request.method} ${request.url.pathname}: ${response.status}, but the answer is not JSON${start ? `: ${start}` : ' (it is empty)'}`, correlationId);
    }
    return document;
}

;// CONCATENATED MODULE: ./lib/input-readers.js



const maxBaseUrlLength = 200;
// These endpoints serve people of any tenant; an application signs in to one.
const sharedTenants = new Set(['common', 'organizations', 'consumers']);
/** An input that may be left out. @param absent its value then */
function input_readers_optional(reader, absent) {
    return (text) => (text.trim() ? reader(text) : { value: absent });
}
function oneOf(words) {
    return single(`one of ${words.join(', ')}`, (text) => words.find((word) => word === text));
}
/** The words of YAML's core schema, as the toolkit's getBooleanInput accepts them. */
const trueOrFalse = single('true or false', (text) => /^(true|True|TRUE|false|False|FALSE)$/.test(text) ? text.toLowerCase() === 'true' : undefined);
/**
 * A number, fractions too.
 * @param expected what it counts, e.g. `minutes, e.g. 360`
 * @param min the smallest number allowed; 0 stands for anything above it
 */
function input_readers_number(expected, min, max) {
    const range = `${min > 0 ? `at least ${min}` : 'more than 0'}, at most ${max}`;
    return single(`${expected} (${range})`, (text) => {
        const value = Number(text);
        const isAllowed = /^\d+(\.\d+)?$/.test(text) && value >= min && value <= max && value > 0;
        return isAllowed ? value : undefined;
    });
}
/** An ID that publishers choose: letters, digits, dashes and underscores, at most 50 (Partner Center). */
function input_readers_id(expected) {
    return single(expected, (text) => (/^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/.test(text) ? text : undefined));
}
/** Several values, one per line; empty lines do not count. @param plural what they are */
function lines(plural, reader) {
    return (text) => {
        const read = input_readers_all(splitLines(text).filter(Boolean).map(reader));
        const advice = `Put several ${plural} one per line, without commas`;
        return read.problems ? { problems: read.problems.map((problem) => `${problem}. ${advice}`) } : read;
    };
}
/** A secret in one word. Its value is never shown. @param expected what it must be */
function secret(expected) {
    return (text) => {
        const value = text.trim();
        return isSecret(value)
            ? { value }
            : { problems: [`must be ${expected}, ${minSecretLength} characters or more`] };
    };
}
const tenantId = single('the ID or the domain of an Entra ID tenant', (text) => /^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/.test(text) && !sharedTenants.has(text.toLowerCase()) ? text : undefined);
const clientId = single('the application (client) ID of an Entra ID application', (text) => (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text) ? text : undefined));
/** The value has no trailing slash. */
const baseUrl = single(`a base URL with https, or with http on loopback, without user, query and fragment, of at most ${maxBaseUrlLength} characters`, (text) => {
    const url = parseUrl(text, maxBaseUrlLength);
    if (!url ||
        url.username ||
        url.password ||
        url.search ||
        url.hash ||
        url.href.length > maxBaseUrlLength) {
        return undefined;
    }
    const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
    const isSecure = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback);
    return isSecure ? url.href.replace(/\/+$/, '') : undefined;
}, redactUrl);
/** Operation URLs, one per line. An empty line stands for an offer without one, so beside offers its place counts. */
const operationUrls = (text) => input_readers_all(splitLines(text.trimEnd()).map(input_readers_optional(operationUrl, undefined)));
const operationUrl = single('an operation URL, as the output gives it', (text) => {
    const url = parseUrl(text, maxOperationUrlLength);
    return url && !url.username && !url.password && url.href.length <= maxOperationUrlLength
        ? url
        : undefined;
}, redactUrl);
/**
 * A reader of one value.
 * @param expected what the value must be
 * @param parse the value of the trimmed text; undefined where it is invalid
 * @param show the invalid text as it may be shown
 */
function single(expected, parse, show = (text) => text) {
    return (text) => {
        const trimmed = text.trim();
        const value = parse(trimmed);
        if (value !== undefined) {
            return { value };
        }
        const problem = trimmed
            ? `must be ${expected}; it is "${(0,model_text/* oneLine */.TN)(nameInvisible(show(trimmed)), 80)}"`
            : `is required: ${expected}`;
        return { problems: [problem] };
    };
}
function input_readers_all(reads) {
    const problems = [];
    const value = [];
    for (const read of reads) {
        if (read.problems) {
            problems.push(...read.problems);
        }
        else {
            value.push(read.value);
        }
    }
    return problems.length > 0 ? { problems } : { value };
}
function splitLines(text) {
    return text.split('\n').map((line) => line.trim());
}
/** With each invisible character named, as in `vm<U+200B>`: a value that looks right is hard to correct. */
function nameInvisible(text) {
    const name = (character) => `<U+${character.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}>`;
    return text.replace(/(?![\t\n\r])[\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}\u00a0]/gu, name);
}
/** The length comes first: a host of many letters beyond ASCII costs a parser more than its length. */
function parseUrl(text, maxLength) {
    return text.length <= maxLength && URL.canParse(text) ? new URL(text) : undefined;
}
/** A URL as it may be shown: what precedes an @ may be a password, and a query a key, even in an invalid URL. */
function redactUrl(text) {
    const [scheme = ''] = /^https?:[/\\]*/i.exec(text) ?? [];
    const afterUser = text.lastIndexOf('@') + 1;
    const shown = afterUser > 0 ? `${scheme}***@${text.slice(afterUser)}` : text;
    return shown.replace(/[?#].*/s, '?***');
}

;// CONCATENATED MODULE: ./lib/marketplace/api.js

/** The path below the base URL; undefined if the URL is not below it. */
function pathBelow(baseUrl, { pathname }) {
    const basePath = new URL(`${baseUrl}/`).pathname;
    return pathname.startsWith(basePath) ? pathname.slice(basePath.length) : undefined;
}
/** An operation that was given by its URL belongs to another offer than the one given with it. */
function foreignOperation({ offer }) {
    return new model_failure/* Failure */.HR('input', `operation-url belongs to another product than the offer ${offer}.`, {
        hint: 'Give the line of operation-url that the output gave for this offer, or leave one of the two out.',
    });
}
/** Where people see their offers. */
const portalUrl = 'https://partner.microsoft.com/dashboard/marketplace-offers/overview';

;// CONCATENATED MODULE: ./lib/marketplace/hints.js
/**
 * The advice of one API.
 * @param audience what its access tokens are for
 * @param own what holds for this API alone
 * @param goLive what holds for a refused go-live alone
 */
function createHints(audience, own, goLive) {
    const hints = {
        400: 'Check the offer ID and api-url. If they are right, please report this answer: the API may have changed.',
        401: `The token is missing, has expired, or is for another audience: it must be for ${audience}.`,
        403: 'Give the application the Manager role in Partner Center (User management, Microsoft Entra applications).',
        409: 'Something else is in progress for this offer. Check in Partner Center what is running, or run this step again when it has ended.',
        429: 'The API asks for fewer requests. Run this step again later; it picks up a running go-live.',
        ...own,
    };
    return (status, method) => (method === 'POST' ? goLive[status] : undefined) ?? hints[status] ?? (status >= 500 ? serviceError : '');
}
const serviceError = 'An error of the service, or an ID that it cannot handle. Run this step again; it picks up a running go-live. If it fails again, give the correlation ID to Microsoft support.';

;// CONCATENATED MODULE: ./lib/marketplace/offer-fault.js

/** Whether the offer is at fault for a failure: a step is rejected or blocked, or certification or validation failed. */
function isOfferFault(steps) {
    return steps.some((step) => isBlocked(step) || (step.status === 'failed' && /certif|validat/i.test(`${step.id} ${step.name}`)));
}

;// CONCATENATED MODULE: ./lib/marketplace/words.js
/** A word without regard to case, blanks, dashes and underscores: the APIs spell theirs in several ways. */
function words_normalize(word) {
    return word.toLowerCase().replace(/[\s_-]/g, '');
}
/** What a word of an API means; undefined where the vocabulary does not have it. */
function lookUp(words, word) {
    const key = words_normalize(word);
    return Object.hasOwn(words, key) ? words[key] : undefined;
}
/** The level of a message; what is neither an error nor a warning is information. */
function messageLevel(word) {
    return lookUp(levels, word) ?? 'information';
}
const levels = { error: 'error', warning: 'warning' };

;// CONCATENATED MODULE: ./lib/marketplace/cloud-partner-portal/words.js
/*
 * Every word that the API is documented or was seen to use.
 * Sources: [ops] retrieve-operations page, [status] retrieve-offer-status page, [offer] samples on the offer pages,
 * [code] clients in use (SUSE mash and azure-img-utils, devigned/pub), [syn] no source: another spelling of a known word.
 */
const operationWords = {
    complete: 'succeeded', // [code]
    completed: 'succeeded', // [ops]
    succeeded: 'succeeded', // [status]
    published: 'succeeded', // [offer]
    failed: 'failed', // [ops] [status] [code]
    rejected: 'failed', // [syn]
    canceled: 'canceled', // [status] [code]
    cancelled: 'canceled', // [syn]
    running: 'running', // [ops] [status]
    inprogress: 'running', // [syn]
    notstarted: 'running', // [ops] "not started", [status]: accepted, and waiting for its turn
    waitingforpublisherreview: 'waiting-for-review', // [status]
    neverpublished: 'not-started', // [status]
};
const stepWords = {
    notstarted: 'not-started', // [ops] [status]
    running: 'running', // [ops]
    inprogress: 'running', // [status] [code]
    waitingforpublisherreview: 'waiting-for-review', // [status] [code]
    waitingforapproval: 'waiting-for-approval', // [status]
    blocked: 'blocked', // [ops] sample, [status]
    rejected: 'rejected', // [status]
    complete: 'succeeded', // [ops] sample, [status]
    completed: 'succeeded', // [ops]
    succeeded: 'succeeded', // [syn]
    failed: 'failed', // [ops]
    canceled: 'canceled', // [status]
    cancelled: 'canceled', // [syn]
};
/** The step in which the publisher signs off: documented as ID `publisher-signoff`, named "Publisher signoff". */
const signOffStep = 'publishersignoff';
const liveStep = 'live';

;// CONCATENATED MODULE: ./lib/marketplace/cloud-partner-portal/documents.js








// Bounds on what a server can make us keep and print.
const maxSteps = 50;
const maxMessages = 50; // of a step, or of the operation as a whole
const maxMessagesInAll = 100;
const documents_number = optional(fallback(nullable(pipe(union([number(), pipe(string(), trim(), nonEmpty())]), transform(Number), finite())), null), null);
const messageSchema = union([
    pipe(string(), // "array of strings", says a property table of the operations page
    transform((messageHtml) => ({ messageHtml, message: '', level: '', timestamp: '' }))),
    object({ messageHtml: json_text, message: json_text, level: json_text, timestamp: json_text }),
]);
const stepSchema = object({
    id: json_text,
    stepName: json_text,
    status: json_text,
    progressPercentage: documents_number,
    processPercentage: documents_number, // the spelling of the property table on the offer status page
    messages: list,
});
// Only the status is required: without it, nothing is known.
const documentSchema = object({
    status: pipe(string(), trim(), nonEmpty()),
    steps: list,
    messages: list,
});
/**
 * Reads the document of an operation or of an offer's status; both have the same members.
 * @param document parsed JSON: an object (as every client reads it) or an array of one (as the operations page shows it)
 * @throws Failure, as for every unreadable answer, when it has no status
 */
async function readDocument(document, correlationId) {
    const only = Array.isArray(document) && document.length === 1 ? document[0] : document;
    const parsed = safeParse(documentSchema, only);
    if (!parsed.success) {
        throw (0,failures/* unreadableAnswer */.Cw)('The answer is JSON, but has no status of an operation.', correlationId);
    }
    const { status: rawStatus } = parsed.output;
    const word = lookUp(operationWords, rawStatus);
    const unknownWords = word ? [] : [rawStatus];
    const messages = await readMessages(parsed.output.messages, maxMessages);
    const steps = [];
    let room = maxMessagesInAll - messages.length;
    for (const item of parsed.output.steps.slice(0, maxSteps)) {
        const step = await readStep(item, unknownWords, Math.min(room, maxMessages));
        if (step) {
            steps.push(step);
            room -= step.messages.length;
        }
    }
    return {
        status: atSignOff(word, steps) ? 'waiting-for-review' : (word ?? 'unknown'),
        rawStatus: (0,model_text/* oneLine */.TN)(rawStatus, 100),
        unknownWords: [...new Set(unknownWords.map((unknown) => (0,model_text/* oneLine */.TN)(unknown, 100)))],
        steps,
        messages,
        failureKind: isOfferFault(steps) ? 'certification' : 'service',
        correlationId,
    };
}
/**
 * At the sign-off the top level still says running, or that the publish to preview succeeded; only the step tells (SUSE mash
 * and azure-img-utils).
 */
function atSignOff(status, steps) {
    return ((status === 'running' || status === 'succeeded') &&
        findStep(steps, signOffStep)?.status === 'waiting-for-review');
}
async function readStep(item, unknownWords, room) {
    const parsed = safeParse(stepSchema, item);
    if (!parsed.success) {
        return undefined;
    }
    const { id, stepName, status, progressPercentage, processPercentage, messages } = parsed.output;
    const word = lookUp(stepWords, status);
    if (!word && status.trim()) {
        unknownWords.push(status);
    }
    const progress = progressPercentage ?? processPercentage;
    return {
        id: (0,model_text/* oneLine */.TN)(id, 100),
        name: (0,model_text/* oneLine */.TN)(stepName || id || 'unnamed step', 200),
        status: word ?? 'unknown',
        progress: progress === null ? null : Math.round(Math.min(100, Math.max(0, progress))),
        messages: await readMessages(messages, room),
    };
}
async function readMessages(items, room) {
    const messages = [];
    for (const item of items.slice(0, room)) {
        const parsed = safeParse(messageSchema, item);
        const message = parsed.success
            ? await htmlToText(parsed.output.messageHtml || parsed.output.message)
            : '';
        if (parsed.success && message) {
            messages.push({
                level: messageLevel(parsed.output.level),
                text: message,
                timestamp: readTimestamp(parsed.output.timestamp),
            });
        }
    }
    return messages;
}
function readTimestamp(value) {
    const time = Date.parse(value);
    return time > 0 ? new Date(time).toISOString() : '';
}
/** The step whose ID or name is this word. */
function findStep(steps, word) {
    return steps.find(({ id, name }) => words_normalize(id) === word || words_normalize(name) === word);
}

;// CONCATENATED MODULE: ./lib/marketplace/cloud-partner-portal/state.js


/**
 * What an offer's status means for a go-live. One list of steps serves both phases: before the sign-off step the preview
 * is built, after it the offer goes live (operations and offer status pages).
 */
function readPhase({ status, steps }) {
    const signOff = findStep(steps, signOffStep)?.status;
    const signedOff = signOff === 'succeeded';
    // Once the live step moves, the offer is released; without a sign-off step there is nothing else to tell by.
    const liveStatus = findStep(steps, liveStep)?.status ?? 'not-started';
    const released = signedOff || (signOff === undefined && liveStatus !== 'not-started');
    switch (status) {
        case 'not-started':
            return 'never-published';
        case 'waiting-for-review':
            return 'waiting-for-sign-off';
        case 'running':
            if (released) {
                return 'going-live';
            }
            return signOff === 'not-started' ? 'building-preview' : 'unclear';
        case 'succeeded':
            return 'live';
        case 'failed':
        case 'canceled':
            return signOff === 'not-started' ? 'preview-failed' : 'go-live-ended';
        case 'unknown':
            return 'unclear';
    }
}

;// CONCATENATED MODULE: ./lib/marketplace/cloud-partner-portal/api.js






const origin = 'https://cloudpartner.azure.com';
// The only documented version (api-considerations page).
const apiVersion = 'api-version=2017-10-31';
/** The Cloud Partner Portal API (learn.microsoft.com, cloud-partner-portal-api-*). */
const cloudPartnerPortal = {
    baseUrl: origin,
    minPollSeconds: 10,
    needsPublisher: true,
    canStartWithoutState: true,
    scope: `${origin}/.default`,
    // From the documentation and the users of the API (troubleshooting-authentication-errors, api-considerations,
    // concurrency-control and publish-offer pages).
    hint: createHints(origin, {
        403: 'Add the application to the publisher in Partner Center (User management, Microsoft Entra applications) as a manager or owner. Usual causes: the object ID is that of the app registration instead of the enterprise application, or the publisher ID is wrong.',
        404: 'Check publisher and offer: both are the textual IDs shown in Partner Center. An offer that was never published to preview is not found either. This API does not carry Azure application, SaaS and Dynamics 365 offers.',
    }, {
        400: 'Check api-url and the offer ID, and whether the preview waits for sign-off in Partner Center: only then can an offer go live. If the answer mentions If-Match, the API now requires a header that this action does not send: please report it.',
        412: 'Somebody else changed the offer at the same time. Run this step again.',
        422: 'The offer did not pass validation. Fix what the answer names, publish to preview again, then go live.',
    }),
    kind: () => undefined,
    parseOperationUrl,
    connect,
};
function connect(client, baseUrl, warn) {
    const offerUrl = ({ publisher, offer }, action) => new URL(`${baseUrl}/api/publishers/${encodeURIComponent(publisher)}/offers/${encodeURIComponent(offer)}/${action}?${apiVersion}`);
    /** The offer's status has the members of an operation, so whatever runs can be followed there. */
    const offerStatus = (offer) => ({
        url: offerUrl(offer, 'status'),
        id: '',
        tracksOffer: true,
    });
    // The URL names the offer, so it was compared with the offer given before any request.
    async function getOperation({ url }, _offer, deadline) {
        const answer = await client.send({ method: 'GET', url }, deadline);
        return readDocument(answer.json(), answer.correlationId);
    }
    return {
        getOperation,
        async getOfferState(offer, deadline) {
            const operation = offerStatus(offer);
            const snapshot = await getOperation(operation, undefined, deadline);
            return {
                ...snapshot,
                phase: readPhase(snapshot),
                operation: snapshot.status === 'running' ? operation : undefined,
                release: undefined,
            };
        },
        async goLive(offer, _state, deadline) {
            const answer = await client.send({ method: 'POST', url: offerUrl(offer, 'golive') }, deadline);
            const { headers } = answer;
            // Documented as Operation-Location until 2018 and as Location since 2020 (go-live page).
            const location = headers['operation-location'] || headers.location;
            const url = typeof location === 'string' ? resolveLocation(location, baseUrl) : undefined;
            if (url?.origin === new URL(baseUrl).origin) {
                return { url, id: operationId(url), tracksOffer: false };
            }
            // Only 202 is documented (go-live page): a 200 from a proxy or a sign-in page is no acceptance.
            if (answer.status !== 202) {
                throw (0,failures/* unreadableAnswer */.Cw)(`The go-live was answered with ${answer.status}, which is not an acceptance.`, answer.correlationId);
            }
            warn(url
                ? `The go-live was accepted, but its operation is at ${url.origin}, which is not the API: nothing is sent there. Following the status of the offer instead.`
                : 'The go-live was accepted, but the answer names no operation. Following the status of the offer instead.');
            return offerStatus(offer);
        },
    };
}
/**
 * The URL of an operation, from a header that is absolute or relative, with or without the api-version (go-live page, 2018
 * and 2020). A path belongs to the base URL, also where that is a gateway with a path of its own.
 */
function resolveLocation(location, baseUrl) {
    const base = new URL(`${baseUrl}/`);
    const path = location.trim();
    // The length comes first: a host of many letters beyond ASCII costs a parser more than its length.
    if (!path || path.length > maxOperationUrlLength || !URL.canParse(path, base.href)) {
        return undefined;
    }
    const url = new URL(path, base.href);
    url.username = '';
    url.password = '';
    if (url.pathname.startsWith('/api/') && !url.pathname.startsWith(base.pathname)) {
        url.pathname = base.pathname.slice(0, -1) + url.pathname;
    }
    const complete = withApiVersion(url);
    return complete.href.length > maxOperationUrlLength ? undefined : complete;
}
/** Adds the api-version where it is missing; the rest stays as it is (`$` too, which is part of an operation ID). */
function withApiVersion(url) {
    const complete = new URL(url.href);
    if (![...url.searchParams.keys()].some((name) => name.toLowerCase() === 'api-version')) {
        complete.search = url.search ? `${url.search}&${apiVersion}` : apiVersion;
    }
    return complete;
}
/** Both forms end with the ID: `…/operations/<guid>` and, not migrated, `/api/operations/contoso$offer$2$preview`. */
function operationId(url) {
    return /\/operations\/([^/]+)\/?$/i.exec(url.pathname)?.[1] ?? '';
}
// Migrated: `…/operations/<guid>`, and the status of the offer. Not migrated: `contoso$offer$2$preview`. Servers do not tell
// upper from lower case in a path, so a name in any spelling is found.
const migratedPath = /^api\/publishers\/([\w-]{1,50})\/offers\/([\w-]{1,50})\/(?:(?:[^/]+\/)*operations\/[^/]+|status)\/?$/i;
const notMigratedPath = /^api\/operations\/([\w-]{1,50})\$([\w-]{1,50})\$[^/]+\/?$/i;
// A location in a form that is not documented is followed, so it can be given, too, unless it may name an offer.
const otherPath = /^api\/(?:(?!publishers\/|offers\/)[^/]+\/)*operations\/[^/]+\/?$/i;
/** A path as a server understands it; undefined where it is not certain which one that is. */
function decodePath(path) {
    try {
        const parts = path.split('/').map(decodeURIComponent);
        return parts.some((part) => /[/\\]/.test(part)) ? undefined : parts.join('/');
    }
    catch {
        return undefined;
    }
}
function parseOperationUrl(url, baseUrl) {
    const path = decodePath(pathBelow(baseUrl, url) ?? '') ?? '';
    const [match, publisher = '', offer = ''] = migratedPath.exec(path) ?? notMigratedPath.exec(path) ?? otherPath.exec(path) ?? [];
    return match !== undefined
        ? {
            operation: {
                url: withApiVersion(url),
                id: operationId(url),
                tracksOffer: /\/status\/?$/i.test(url.pathname),
            },
            offer: { publisher, offer },
        }
        : undefined;
}

;// CONCATENATED MODULE: ./lib/marketplace/pages.js



// A server that always names a next page must neither keep us forever nor fill the memory. Pages of one item were seen
// (Partner Center: some 27 products on 9 to 11 pages), so the number of pages is no measure of size.
const maxPages = 1_000;
const pages_maxLength = 8 * 1024 * 1024;
// Longer than any that was seen; a link of hundreds of kB would keep the event loop busy for seconds.
const maxNextLinkLength = 2_000;
const emptyListMembers = /^(value|nextLink|totalCount|@.*)$/;
const pageSchema = pipe(unknown(), check((page) => !Array.isArray(page)), looseObject({
    value: optional(nullable(array(unknown()))),
    nextLink: json_text, // Partner Center
    '@nextLink': json_text, // product ingestion (cloudpub)
}), 
// An empty list may come as `{}` (seen from Partner Center), but an error is none.
check((page) => Boolean(page.value) || Object.keys(page).every((name) => emptyListMembers.test(name))));
/**
 * All items of a list, page by page, in the API's order.
 * @param pick what is needed of an item, if anything: the rest of a page is let go before the next one is read
 * @throws Failure
 */
async function listItems(client, first, deadline, pick, { endsAtNotFound } = { endsAtNotFound: false }) {
    const items = [];
    const seen = new Set();
    let url = first;
    let length = 0;
    let correlationId = '';
    while (seen.size < maxPages) {
        seen.add(url.href);
        try {
            const answer = await client.send({ method: 'GET', url }, deadline);
            length += answer.body.length;
            correlationId = answer.correlationId;
            if (length > pages_maxLength) {
                throw new model_failure/* Failure */.HR('service', `${first.pathname} exceeds the limit of ${pages_maxLength / 1024 / 1024} MiB.`);
            }
            const page = readAs(pageSchema, answer.json(), 'a page of a list', correlationId);
            for (const item of page.value ?? []) {
                const picked = pick(item);
                if (picked !== undefined) {
                    items.push(picked);
                }
            }
            const nextLink = page.nextLink || page['@nextLink'];
            if (!nextLink) {
                return { items, correlationId };
            }
            if (nextLink.length > maxNextLinkLength) {
                throw new model_failure/* Failure */.HR('service', `${first.pathname} has a next link that exceeds the limit of ${maxNextLinkLength} characters.`);
            }
            url = nextPage(first, nextLink);
        }
        catch (error) {
            if (endsAtNotFound && seen.size > 1 && error instanceof model_failure/* Failure */.HR && error.kind === 'not-found') {
                return { items, correlationId };
            }
            throw error;
        }
        if (seen.has(url.href)) {
            throw new model_failure/* Failure */.HR('service', `${first.pathname} repeats its pages, so the list cannot be read to its end.`);
        }
    }
    throw new model_failure/* Failure */.HR('service', `${first.pathname} exceeds the limit of ${maxPages} pages.`);
}
/**
 * Next links are absolute, or relative to the host with or without a slash (navcontainerhelper, cloudpub). Pages differ in
 * their query alone, so only that is taken, on top of the first page's: the request stays at the API, behind a gateway too.
 */
function nextPage(first, nextLink) {
    const next = new URL(first);
    const query = /\?([^#]*)/.exec(nextLink)?.[1];
    for (const [name, value] of new URLSearchParams(query)) {
        next.searchParams.set(name, value);
    }
    return next;
}

;// CONCATENATED MODULE: ./lib/marketplace/products.js


/**
 * Finds the product of an offer, in an API that has product IDs of its own. Each offer is looked up once.
 * @param listUrls lists of products that may hold the offer's, in the order in which to ask them; the next is asked if
 * one is refused or does not have it
 * @param readProduct the ID of a listed product if it is the offer's, else undefined: a filter may be ignored
 */
function productFinder(client, listUrls, readProduct) {
    const known = new Map();
    /** The products of one list; the refusal where the API refuses the list. */
    async function list(url, offer, deadline) {
        try {
            const pick = (item) => readProduct(item, offer);
            const { items } = await listItems(client, url, deadline, pick, { endsAtNotFound: true });
            return new Set(items);
        }
        catch (error) {
            if (error instanceof model_failure/* Failure */.HR && error.isRefusal) {
                return error;
            }
            throw error;
        }
    }
    async function find(offer, deadline) {
        let isListed = false;
        let refusal;
        for (const url of listUrls(offer)) {
            const found = await list(url, offer, deadline);
            if (found instanceof model_failure/* Failure */.HR) {
                refusal = found;
            }
            else if (found.size > 0) {
                return onlyOne([...found], offer);
            }
            else {
                isListed = true;
            }
        }
        if (refusal && !isListed) {
            throw refusal;
        }
        throw notFound(`No product has the offer ID ${offer}.`);
    }
    return async (offer, deadline) => {
        const product = known.get(offer) ?? (await find(offer, deadline));
        known.set(offer, product);
        return product;
    };
}
/** Taking another offer live cannot be undone, so nothing is guessed where there are several. */
function onlyOne(products, offer) {
    const [product, ...others] = products;
    if (product === undefined || others.length > 0) {
        throw notFound(`${products.length} products have the offer ID ${offer}.`);
    }
    return product;
}
function notFound(message) {
    return new model_failure/* Failure */.HR('not-found', message, {
        hint: 'Check offer and api, and that the application may see the offer. The offer ID is the one shown in Partner Center.',
    });
}

;// CONCATENATED MODULE: ./lib/marketplace/release.js

/** What a go-live will release. @throws Failure of kind `not-ready` where the API shows nothing to release */
function requireRelease(state) {
    if (!state?.release) {
        const word = state?.rawStatus ? ` (${state.rawStatus})` : '';
        throw new model_failure/* Failure */.HR('not-ready', `The API shows no preview that can be released${word}.`, {
            hint: 'Publish the offer to preview first.',
        });
    }
    return state.release;
}

;// CONCATENATED MODULE: ./lib/marketplace/partner-center/words.js
/** States of workflows and of their steps (navcontainerhelper). */
const workflowWords = {
    notstarted: 'not-started',
    inprogress: 'running',
    success: 'succeeded',
    succeeded: 'succeeded',
    failed: 'failed',
    failure: 'failed',
    cancelled: 'canceled',
    canceled: 'canceled',
};
/** States of a submission (enums of clients in use). Only the first two are alive. */
const states = {
    inprogress: 'in-progress',
    published: 'published',
    cancelled: 'canceled',
    canceled: 'canceled',
    deleted: 'dead',
    archived: 'dead',
    rolledback: 'dead',
    notset: 'undetermined',
    unknown: 'undetermined',
    modularcert: 'undetermined',
    shadow: 'undetermined',
};
/** Substates of a submission (vendor's SDK, partnercenter-cli-extension). */
const substates = {
    indraft: 'draft',
    submitted: 'submitted',
    failed: 'failed',
    failedincertification: 'failed',
    cancelled: 'canceled',
    canceled: 'canceled',
    readytopublish: 'ready',
    publishing: 'publishing',
    published: 'published',
    instore: 'in-store',
};
/** `pendingUpdateInfo.status` (vendor's SDK, navcontainerhelper). */
const updateWords = {
    running: 'running',
    completed: 'completed',
    failed: 'failed',
    cancelled: 'canceled',
    canceled: 'canceled',
};

;// CONCATENATED MODULE: ./lib/marketplace/partner-center/documents.js






// Bounds on what a server can make us keep and print.
const documents_maxSteps = 50;
const maxFindings = 50;
const maxDetailsPerFinding = 10;
const productSchema = object({ id: id, externalIDs: list });
const externalIdSchema = object({ type: string(), value: string() });
const submissionSchema = object({
    id: id,
    state: json_text,
    substate: string(),
    releaseNumber: optional(fallback(optional(number()), undefined)),
    pendingUpdateInfo: optional(fallback(nullable(object({ updateType: json_text, status: json_text, failureReason: json_text })), null), null),
});
const workflowSchema = object({ targetEnvironment: json_text, state: json_text, workflowSteps: list });
const documents_stepSchema = object({ name: json_text, state: json_text });
const findingSchema = object({ severity: json_text });
/** The ID of a product if it is this offer's (external ID of type AzureOfferId), else undefined. */
function readProduct(item, offer) {
    const parsed = safeParse(productSchema, item);
    const isOurs = parsed.success &&
        parsed.output.externalIDs.some((externalId) => {
            const pair = safeParse(externalIdSchema, externalId);
            return (pair.success &&
                pair.output.type.toLowerCase() === 'azureofferid' &&
                pair.output.value.toLowerCase() === offer.toLowerCase());
        });
    return isOurs ? parsed.output.id : undefined;
}
/** A submission of a list. */
function readListedSubmission(item) {
    const parsed = safeParse(submissionSchema, item);
    return parsed.success ? toSubmission(parsed.output) : 'unreadable';
}
/** @throws Failure, as for every unreadable answer, when it is no submission */
function readSubmission(document, correlationId) {
    return toSubmission(readAs(submissionSchema, document, 'a submission', correlationId));
}
function toSubmission(submission) {
    const { id, state, substate, releaseNumber, pendingUpdateInfo: update } = submission;
    const words = [
        [state, substate].filter(Boolean).join('/'),
        [update?.updateType, update?.status].filter(Boolean).join(' '),
    ];
    return {
        id,
        releaseNumber,
        // Without a state the substate rules, as in the vendor's SDK.
        state: state ? lookUp(states, state) : 'published',
        substate: lookUp(substates, substate),
        isPromotion: words_normalize(update?.updateType ?? '') === 'promote',
        update: update?.status ? (lookUp(updateWords, update.status) ?? 'unknown') : 'none',
        failureReason: update?.failureReason ?? '',
        rawStatus: (0,model_text/* oneLine */.TN)(words.filter(Boolean).join(', '), 100),
    };
}
/** Nothing was submitted yet: somebody is editing the next release. */
function isDraft({ substate, update }) {
    return substate === 'draft' && (update === 'none' || update === 'completed');
}
/** The answer to a promotion is the workflow to live. @throws Failure, as for every unreadable answer, when it is not */
function checkWorkflow(document, correlationId) {
    readAs(object({ state: string() }), document, 'a workflow', correlationId);
}
/**
 * The workflows of a submission: one to preview and one to live, which is listed before it begins (navcontainerhelper).
 * The story does not depend on them, so what cannot be read is left out.
 */
function readWorkflows(document) {
    const workflows = { steps: [], live: 'unknown', unknownWords: [] };
    const statusOf = (word) => {
        const status = lookUp(workflowWords, word);
        if (!status && word) {
            workflows.unknownWords.push((0,model_text/* oneLine */.TN)(word, 100));
        }
        return status ?? 'unknown';
    };
    for (const item of itemsIn(document)) {
        const workflow = safeParse(workflowSchema, item);
        if (!workflow.success) {
            continue;
        }
        const { targetEnvironment, state, workflowSteps } = workflow.output;
        if (targetEnvironment.toLowerCase() === 'live') {
            workflows.live = statusOf(state);
        }
        for (const item of workflowSteps.slice(0, documents_maxSteps - workflows.steps.length)) {
            const step = safeParse(documents_stepSchema, item);
            if (step.success) {
                const { name, state } = step.output;
                workflows.steps.push({
                    id: (0,model_text/* oneLine */.TN)([targetEnvironment, name].filter(Boolean).join('/'), 100),
                    name: (0,model_text/* oneLine */.TN)(name || 'unnamed step', 200),
                    status: statusOf(state),
                    progress: null,
                    messages: [],
                });
            }
        }
    }
    return workflows;
}
/** What validation and certification found, one message per line of each finding. */
async function readFindings(document) {
    const messages = [];
    for (const item of itemsIn(document)) {
        const finding = safeParse(findingSchema, item);
        const level = messageLevel(finding.success ? finding.output.severity : '');
        const lines = await flattenDetails([item], maxDetailsPerFinding);
        messages.push(...lines.map((text) => ({ level, text, timestamp: '' })));
    }
    return messages.slice(0, maxFindings);
}
/** The items of a page, or of a list without one. */
function itemsIn(document) {
    const page = safeParse(object({ value: list }), document);
    const items = Array.isArray(document) ? document : page.success ? page.output.value : [];
    return items.slice(0, maxFindings);
}

;// CONCATENATED MODULE: ./lib/marketplace/partner-center/state.js
/**
 * What a submission means for a go-live. It can go live when it is ready, and is live in the store; a failed step fails it
 * (navcontainerhelper). An accepted go-live can come to nothing, which only its pending update shows.
 * @param live how far the workflow to live has come
 */
function interpretSubmission({ state, substate, isPromotion, update }, live) {
    switch (state) {
        case 'canceled':
            return { phase: 'dead-submission', status: 'canceled' };
        case 'dead':
            return { phase: 'dead-submission', status: 'failed' };
        case 'undetermined':
        case undefined:
            return { phase: 'dead-submission', status: 'unknown' };
        case 'in-progress':
        case 'published':
    }
    // Where the workflows cannot be read, Published/Published is as good as in the store.
    const isPublished = substate === 'published' && (live === 'succeeded' || (state === 'published' && live === 'unknown'));
    if (substate === 'in-store' || isPublished) {
        return { phase: 'live', status: 'succeeded' };
    }
    // The targets of a submission do not tell: they are seen to stay at Preview when it is live.
    const isGoLive = isPromotion || !(live === 'not-started' || live === 'unknown');
    const ended = isGoLive ? 'go-live-ended' : 'preview-failed';
    const isRunning = live === 'running' || update === 'running';
    if (live === 'failed' || update === 'failed') {
        return { phase: ended, status: 'failed' };
    }
    if (live === 'canceled' || update === 'canceled') {
        return { phase: ended, status: 'canceled' };
    }
    switch (substate) {
        case 'ready':
            return isGoLive && isRunning
                ? { phase: 'going-live', status: 'running' }
                : { phase: 'waiting-for-sign-off', status: 'waiting-for-review' };
        case 'publishing':
            return { phase: 'going-live', status: 'running' };
        case 'submitted':
            return { phase: isGoLive ? 'going-live' : 'building-preview', status: 'running' };
        case 'failed':
        case 'canceled':
            return { phase: ended, status: substate };
        case 'draft':
            return isRunning
                ? { phase: 'building-preview', status: 'running' }
                : { phase: 'never-published', status: 'not-started' };
        default:
            return { phase: 'unclear', status: 'unknown' };
    }
}

;// CONCATENATED MODULE: ./lib/marketplace/partner-center/api.js









const api_origin = 'https://api.partner.microsoft.com';
/**
 * The Partner Center submission API (learn.microsoft.com, submission-api-overview and azure-app-apis; the rest as the
 * vendor's SDK and navcontainerhelper use it).
 */
const partnerCenter = {
    baseUrl: `${api_origin}/v1.0/ingestion`,
    minPollSeconds: 30,
    needsPublisher: false,
    canStartWithoutState: false,
    scope: `${api_origin}/.default`,
    // From the documentation and the users of the API (submission-api-onboard page, AL-Go, navcontainerhelper).
    hint: createHints(api_origin, {
        404: 'Check the offer ID, and that this API carries the offer (Azure application, Dynamics 365, SaaS).',
    }, {
        400: 'If the answer names what is wrong with the offer, fix that, publish to preview again, then go live.',
    }),
    kind: (words) => (mentionsCertification(words) ? 'certification' : undefined),
    parseOperationUrl: api_parseOperationUrl,
    connect: api_connect,
};
function api_connect(client, baseUrl) {
    const urlOf = (path) => new URL(`${baseUrl}/${path}`);
    const get = (url, deadline) => client.send({ method: 'GET', url }, deadline);
    // The filter is what the vendor's CLI sends. The plain list was seen to be refused, and to leave products out.
    const findProduct = productFinder(client, (offer) => [
        urlOf(`products?$filter=${encodeURIComponent(`externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq '${offer}')`)}`),
        urlOf('products'),
    ], readProduct);
    /** A document that the story can go without; undefined where it cannot be read. */
    async function getOptional(url, deadline) {
        try {
            return (await get(url, deadline)).json();
        }
        catch (error) {
            if (error instanceof model_failure/* Failure */.HR && !error.isFatal) {
                return undefined;
            }
            throw error;
        }
    }
    /** What a submission shows, and what that means for a go-live. */
    async function snapshotOf(submission, url, correlationId, deadline) {
        const { rawStatus, failureReason } = submission;
        const { steps, live, unknownWords } = readWorkflows(await getOptional(partOf(url, 'workflowdetails'), deadline));
        const { phase, status } = interpretSubmission(submission, live);
        const isDead = phase === 'dead-submission' && status === 'failed';
        const deadMessage = {
            level: 'error',
            text: `The submission is no longer there to go live (${rawStatus}).`,
            timestamp: '',
        };
        const messages = isDead
            ? [deadMessage]
            : status === 'failed'
                ? [
                    ...(await readFindings([{ severity: 'error', message: failureReason }])),
                    ...(await readFindings(await getOptional(partOf(url, 'validations'), deadline))),
                ]
                : [];
        const isCertification = isOfferFault(steps) || [rawStatus, ...messages.map(({ text }) => text)].some(mentionsCertification);
        return {
            phase,
            status,
            rawStatus,
            unknownWords: [...new Set(status === 'unknown' ? [rawStatus, ...unknownWords] : unknownWords)],
            steps,
            messages,
            failureKind: isCertification ? 'certification' : 'service',
            correlationId,
        };
    }
    return {
        async getOfferState({ offer }, deadline) {
            const product = await findProduct(offer, deadline);
            const { items, correlationId } = await listItems(client, urlOf(`products/${product}/submissions`), deadline, readListedSubmission);
            const submission = newestSubmission(items);
            if (submission === 'unclear') {
                return { ...unclear, correlationId };
            }
            if (!submission) {
                return { ...neverPublished, correlationId };
            }
            const path = `products/${product}/submissions/${submission.id}`;
            const url = urlOf(path);
            const snapshot = await snapshotOf(submission, url, correlationId, deadline);
            const { phase } = snapshot;
            const isRunning = phase === 'going-live' || phase === 'building-preview';
            const isReady = phase === 'waiting-for-sign-off';
            return {
                ...snapshot,
                operation: isRunning ? submissionOperation(url) : undefined,
                release: isReady || phase === 'live' || phase === 'go-live-ended' ? path : undefined,
            };
        },
        async goLive(_offer, state, deadline) {
            const url = urlOf(requireRelease(state));
            const answer = await client.send({ method: 'POST', url: partOf(url, 'promote') }, deadline);
            // A 200 from a proxy or a sign-in page is no acceptance.
            if (answer.status === 200) {
                checkWorkflow(answer.json(), answer.correlationId);
            }
            // The submission existed before: for a moment it may still show the state before the go-live.
            return { ...submissionOperation(url), tracksOffer: true };
        },
        async getOperation({ url }, offer, deadline) {
            if (offer && (await findProduct(offer.offer, deadline)) !== productIn(url)) {
                throw foreignOperation(offer);
            }
            const answer = await get(url, deadline);
            const submission = readSubmission(answer.json(), answer.correlationId);
            return snapshotOf(submission, url, answer.correlationId, deadline);
        },
    };
}
function api_parseOperationUrl(url, baseUrl) {
    return /^products\/[\w-]{1,100}\/submissions\/[\w-]{1,100}$/.test(pathBelow(baseUrl, url) ?? '')
        ? { operation: submissionOperation(url), offer: { publisher: '', offer: '' } }
        : undefined;
}
function productIn({ pathname }) {
    return /\/products\/([^/]+)\/submissions\/[^/]+$/.exec(pathname)?.[1];
}
function submissionOperation(url) {
    return { url, id: url.pathname.slice(url.pathname.lastIndexOf('/') + 1), tracksOffer: false };
}
/** The URL of something under a submission. */
function partOf(submission, name) {
    const part = new URL(submission);
    part.pathname += `/${name}`;
    return part;
}
/** The submission with the highest release number, drafts aside. One that cannot be read or placed may be the newest. */
function newestSubmission(items) {
    const submissions = items.filter((item) => item !== 'unreadable');
    const released = submissions.filter((submission) => !isDraft(submission));
    const isPlaceless = released.length > 1 && released.some(({ releaseNumber }) => releaseNumber === undefined);
    if (submissions.length < items.length || isPlaceless) {
        return 'unclear';
    }
    return released.toSorted((a, b) => Number(a.releaseNumber) - Number(b.releaseNumber)).at(-1);
}
function mentionsCertification(words) {
    return /certification/i.test(words);
}
const neverPublished = {
    status: 'not-started',
    rawStatus: 'no submission',
    unknownWords: [],
    steps: [],
    messages: [],
    failureKind: 'service',
    correlationId: '',
    phase: 'never-published',
    operation: undefined,
    release: undefined,
};
const unclear = {
    ...neverPublished,
    status: 'unknown',
    rawStatus: 'a submission that cannot be read',
    phase: 'unclear',
};

;// CONCATENATED MODULE: ./lib/marketplace/product-ingestion/words.js
/** The status of a job or a submission (product ingestion page). Only `completed` has a result that counts. */
const statusWords = {
    notstarted: 'running',
    running: 'running',
    completed: 'completed',
};
/** The result of a completed job or submission (product ingestion page). */
const resultWords = {
    succeeded: 'succeeded',
    failed: 'failed',
    cancelled: 'canceled', // missing in one of the vendor's lists
    canceled: 'canceled',
};

;// CONCATENATED MODULE: ./lib/marketplace/product-ingestion/documents.js







const submissionId = pipe(string(), regex(/^submission\/[\w-]{1,100}\/[\w-]{1,100}$/));
const productId = pipe(string(), regex(/^product\/[\w-]{1,100}$/));
// Member names are in lower case here, see lowerCaseKeys.
const documents_productSchema = object({
    id: productId,
    identity: object({ externalid: string() }),
});
const documents_submissionSchema = object({
    id: submissionId,
    target: object({ targettype: string() }),
    status: json_text,
    result: json_text,
    created: json_text,
    lifecyclestate: json_text,
    deprecationschedule: optional(unknown()),
});
const draftSchema = object({
    target: object({ targettype: pipe(string(), transform(words_normalize), literal('draft')) }),
});
const jobSchema = object({ jobstatus: string(), jobresult: json_text, errors: optional(unknown()) });
const acceptedSchema = object({ jobid: id });
const jobDetailSchema = object({ resources: list });
const resourceSchema = object({ id: union([submissionId, productId]) });
/**
 * The ID of a product, without `product/`, if it is this offer's, else undefined. The list is filtered by offer ID, but an
 * API that ignored the filter would list every product.
 */
function documents_readProduct(item, offer) {
    const parsed = safeParse(documents_productSchema, lowerCaseKeys(item));
    const isOurs = parsed.success && parsed.output.identity.externalid.toLowerCase() === offer.toLowerCase();
    return isOurs ? lastPart(parsed.output.id) : undefined;
}
/** An entry of a list of submissions; undefined for a draft, which nothing depends on. */
function documents_readSubmission(item) {
    const entry = lowerCaseKeys(item);
    const parsed = safeParse(documents_submissionSchema, entry);
    if (parsed.success) {
        return documents_toSubmission(parsed.output);
    }
    return is(draftSchema, entry) ? undefined : 'unreadable';
}
function documents_toSubmission(submission) {
    const { id, target, status, result, created, lifecyclestate, deprecationschedule } = submission;
    const createdMs = Date.parse(created);
    const isWithdrawal = words_normalize(lifecyclestate) === 'deprecated' || isScheduled(deprecationschedule);
    const progress = toProgress(status, result);
    return {
        ...progress,
        id,
        target: words_normalize(target.targettype),
        createdMs: createdMs > 0 ? createdMs : undefined,
        isWithdrawal,
        isRunning: status !== '' && lookUp(statusWords, status) !== 'completed',
        rawStatus: isWithdrawal ? `${progress.rawStatus}, deprecated` : progress.rawStatus,
    };
}
function isScheduled(deprecation) {
    return typeof deprecation === 'object' && deprecation !== null && Object.keys(deprecation).length > 0;
}
/** The ID of the job that carries out an accepted go-live. @throws Failure, as for every unreadable answer */
function readAcceptedJob(document, correlationId) {
    return readAs(acceptedSchema, lowerCaseKeys(document), 'a job', correlationId).jobid;
}
/** @throws Failure, as for every unreadable answer */
function readJob(document, correlationId) {
    const job = readAs(jobSchema, lowerCaseKeys(document), 'the status of a job', correlationId);
    return { ...toProgress(job.jobstatus, job.jobresult), errors: job.errors };
}
/**
 * What a completed job was about, as its details list it.
 * @returns `submission/<product>/<submission>`, or `product/<product>`: documented is the product alone
 * @throws Failure, as for every unreadable answer, when it names neither
 */
function readJobResource(document, correlationId) {
    const { resources } = readAs(jobDetailSchema, lowerCaseKeys(document), 'the details of a job', correlationId);
    const ids = resources.flatMap((resource) => {
        const parsed = safeParse(resourceSchema, lowerCaseKeys(resource));
        return parsed.success ? [parsed.output.id] : [];
    });
    const resource = ids.find((id) => id.startsWith('submission/')) ?? ids[0];
    if (resource === undefined) {
        throw (0,failures/* unreadableAnswer */.Cw)('The details of the job name neither a submission nor a product.', correlationId);
    }
    return resource;
}
/** The snapshot of a job or a submission. @param errors the tree of errors of a job */
async function snapshotOf({ status, rawStatus }, errors, correlationId) {
    const lines = await flattenDetails(errors);
    return {
        status,
        rawStatus,
        unknownWords: status === 'unknown' ? [rawStatus] : [],
        steps: [],
        messages: lines.map((line) => ({ level: 'error', text: line, timestamp: '' })),
        // A failed certification is an invalidState with a sentence on certification, anywhere in the tree (cloudpub).
        failureKind: lines.some((line) => /certification/i.test(line)) ? 'certification' : 'service',
        correlationId,
    };
}
/** The last part of a path. */
function lastPart(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}
function toProgress(status, result) {
    return {
        status: readStatus(status, result),
        rawStatus: (0,model_text/* oneLine */.TN)([status, result].filter(Boolean).join('/'), 100),
    };
}
function readStatus(status, result) {
    switch (lookUp(statusWords, status)) {
        case 'completed':
            return lookUp(resultWords, result) ?? 'unknown';
        case 'running':
            return 'running';
        case undefined:
            return 'unknown';
    }
}
/** Clients spell members jobId and jobID, externalId and externalID: two levels are read without regard to case. */
function lowerCaseKeys(value, levels = 2) {
    if (typeof value !== 'object' || value === null || Array.isArray(value) || levels === 0) {
        return value;
    }
    return Object.fromEntries(Object.entries(value).map(([key, item]) => [key.toLowerCase(), lowerCaseKeys(item, levels - 1)]));
}

;// CONCATENATED MODULE: ./lib/marketplace/product-ingestion/state.js

/**
 * What the submissions of a product mean for a go-live. Once a preview goes live, one submission stands for both until
 * there is a new preview (product ingestion page). So the newest submission rules: it is live, or it is a preview that can
 * be released. The order of the list is not documented, so it does not count.
 */
function interpretSubmissions({ submissions, hasUnreadable }) {
    const entries = submissions.filter(({ target }) => target === 'live' || target === 'preview');
    const running = entries.filter(({ isRunning }) => isRunning);
    const goingLive = findNewest(running.filter(({ target }) => target === 'live'));
    // What runs is not at rest, so the newest of those that run rules.
    const newest = goingLive ?? (hasUnreadable ? 'unclear' : (findNewest(running) ?? findNewest(entries)));
    if (newest === 'unclear') {
        return { phase: 'unclear', submission: undefined };
    }
    return { phase: newest ? phaseOf(newest) : 'never-published', submission: newest };
}
/** The newest entry, as live if it is live. `unclear` where nothing tells which one is newer: that is not guessed. */
function findNewest(entries) {
    const isDated = entries.every(({ createdMs }) => createdMs !== undefined);
    /** Whether the first entry counts for more than the second, or says the same. */
    const outranks = (a, b) => {
        if (a.id === b.id && a.target !== b.target) {
            return a.target === 'live';
        }
        const order = (isDated ? Number(a.createdMs) - Number(b.createdMs) : 0) || compareNumbers(a.id, b.id);
        return order > 0 || (order === 0 && a.id === b.id && a.rawStatus === b.rawStatus);
    };
    const newest = entries.reduce((newest, entry) => (newest && !outranks(entry, newest) ? newest : entry), undefined);
    return entries.every((entry) => newest && outranks(newest, entry)) ? newest : 'unclear';
}
/** Compares the numbers of two submissions, which have more digits than a number holds; 0 where one has another form. */
function compareNumbers(a, b) {
    const [first, second] = [lastPart(a), lastPart(b)];
    if (!/^\d+$/.test(first) || !/^\d+$/.test(second)) {
        return 0;
    }
    return Number(BigInt(first) > BigInt(second)) - Number(BigInt(first) < BigInt(second));
}
/** What the newest submission means. */
function phaseOf({ target, status, isRunning, isWithdrawal }) {
    if (isRunning && target === 'preview') {
        return 'building-preview';
    }
    if (isWithdrawal) {
        return 'withdrawn';
    }
    if (isRunning) {
        return 'going-live';
    }
    switch (status) {
        case 'succeeded':
            return target === 'live' ? 'live' : 'waiting-for-sign-off';
        case 'failed':
        case 'canceled':
            return target === 'live' ? 'go-live-ended' : 'preview-failed';
        default:
            return 'unclear';
    }
}

;// CONCATENATED MODULE: ./lib/marketplace/product-ingestion/api.js







const product_ingestion_api_origin = 'https://graph.microsoft.com';
// The highest schema version asked for (clients in use in 2026: Red Hat, AlmaLinux).
const version = '$version=2022-07-01';
const schemaUrl = 'https://schema.mp.microsoft.com/schema';
const schemaVersion = '2022-03-01-preview2';
/** The Product Ingestion API on Microsoft Graph (learn.microsoft.com, product-ingestion-api). */
const productIngestion = {
    baseUrl: `${product_ingestion_api_origin}/rp/product-ingestion`,
    // The documented limit for the status of a job: one request a minute.
    minPollSeconds: 60,
    needsPublisher: false,
    canStartWithoutState: false,
    scope: `${product_ingestion_api_origin}/.default`,
    // From the documentation and the users of the API (AlmaLinux cloud-images, cloudpub, the vendor's CLI).
    hint: createHints(product_ingestion_api_origin, {
        404: 'Check the offer ID, and that this API carries the offer (virtual machine, container, SaaS).',
        423: 'Something in progress locks the product. Run this step again when it has ended.',
    }, {
        400: 'If the answer names what is wrong with the offer, fix that, publish to preview again, then go live. If it says that the submission is not the latest, the offer has changed meanwhile: run this step again.',
    }),
    kind(words) {
        if (/productLocked/i.test(words)) {
            return 'conflict';
        }
        return /certification/i.test(words) ? 'certification' : undefined;
    },
    parseOperationUrl: product_ingestion_api_parseOperationUrl,
    connect: product_ingestion_api_connect,
};
function product_ingestion_api_connect(client, baseUrl) {
    const urlOf = (path, query = '') => new URL(`${baseUrl}/${path}?${query}${version}`);
    const get = (url, deadline) => client.send({ method: 'GET', url }, deadline);
    const operationAt = (path, id) => ({ url: urlOf(path), id, tracksOffer: false });
    const findProduct = productFinder(client, (offer) => [urlOf('product', `externalId=${encodeURIComponent(offer)}&`)], documents_readProduct);
    async function listSubmissions(product, deadline) {
        const { items, correlationId } = await listItems(client, urlOf(`submission/${product}`), deadline, documents_readSubmission);
        const submissions = items.filter((item) => item !== 'unreadable');
        return { submissions, hasUnreadable: submissions.length < items.length, correlationId };
    }
    /** Reads a submission as the go-live that it is, or as the preview that it may still be. */
    async function getSubmission(path, deadline) {
        const [, product = '', submission = ''] = path.split('/');
        const { correlationId, ...list } = await listSubmissions(product, deadline);
        const whole = interpretSubmissions(list);
        if (whole.phase === 'withdrawn' && whole.submission) {
            return snapshotIn(whole.phase, whole.submission, correlationId);
        }
        const own = list.submissions.filter(({ id }) => id === path);
        const live = own.filter(({ target }) => target === 'live');
        const { phase, submission: entry } = interpretSubmissions({
            submissions: live.length > 0 ? live : own,
            // The entry that cannot be read may be the one for live.
            hasUnreadable: list.hasUnreadable && live.length === 0,
        });
        if (entry) {
            return snapshotIn(phase, entry, correlationId);
        }
        if (phase === 'unclear') {
            return unknownSnapshot(api_unclear, correlationId);
        }
        // Another submission may have taken its place: then what is live is not ours.
        const text = `The submission ${submission} is neither live nor in preview. Still waiting.`;
        return {
            ...(await unknownSnapshot('not listed', correlationId)),
            messages: [{ level: 'warning', text, timestamp: '' }],
        };
    }
    /** The newest submission of a product, as the go-live of a job that has succeeded and names no submission. */
    async function getNewest(product, deadline) {
        const { correlationId, ...list } = await listSubmissions(product, deadline);
        const { phase, submission } = interpretSubmissions(list);
        if (!submission) {
            return unknownSnapshot(phase === 'unclear' ? api_unclear : nothing, correlationId);
        }
        const snapshot = await snapshotIn(phase, submission, correlationId);
        // A preview is not live, so the go-live is not done, or a newer preview hides it: that is not for us to guess.
        return submission.target === 'preview' ? { ...snapshot, status: 'running' } : snapshot;
    }
    /** A job that succeeded does not make the offer live yet: its submission must be live, completed and succeeded. */
    async function verify({ url, id }, deadline) {
        const resource = releaseIn(url) ?? (await getJobResource(id, deadline));
        const snapshot = resource.startsWith('submission/')
            ? await getSubmission(resource, deadline)
            : await getNewest(lastPart(resource), deadline);
        return snapshot.status === 'waiting-for-review' ? { ...snapshot, status: 'running' } : snapshot;
    }
    async function getJobResource(job, deadline) {
        const details = await get(urlOf(`configure/${job}`), deadline);
        return readJobResource(details.json(), details.correlationId);
    }
    return {
        async getOfferState({ offer }, deadline) {
            const product = await findProduct(offer, deadline);
            const { correlationId, ...list } = await listSubmissions(product, deadline);
            const { phase, submission } = interpretSubmissions(list);
            if (!submission) {
                const snapshot = phase === 'unclear'
                    ? await unknownSnapshot(api_unclear, correlationId)
                    : await snapshotOf({ status: 'not-started', rawStatus: nothing }, [], correlationId);
                return { ...snapshot, phase, operation: undefined, release: undefined };
            }
            const { id } = submission;
            const snapshot = await snapshotIn(phase, submission, correlationId);
            const isReady = phase === 'waiting-for-sign-off';
            const canBeFollowed = phase === 'going-live' || phase === 'building-preview';
            return {
                ...snapshot,
                phase,
                operation: canBeFollowed ? operationAt(id, lastPart(id)) : undefined,
                release: isReady || phase === 'live' || phase === 'go-live-ended' ? id : undefined,
            };
        },
        async goLive(_offer, state, deadline) {
            const id = requireRelease(state);
            const body = {
                $schema: `${schemaUrl}/configure/${schemaVersion}`,
                resources: [
                    {
                        $schema: `${schemaUrl}/submission/${schemaVersion}`,
                        id,
                        product: `product/${id.split('/')[1]}`,
                        target: { targetType: 'live' },
                    },
                ],
            };
            const answer = await client.send({ method: 'POST', url: urlOf('configure'), body }, deadline);
            const job = readAcceptedJob(answer.json(), answer.correlationId);
            const operation = operationAt(`configure/${job}/status`, job);
            // The API does not name the submission of a job, so the URL carries it for a later run, where it is not sent.
            operation.url.hash = id;
            return operation;
        },
        async getOperation(operation, offer, deadline) {
            const url = new URL(operation.url);
            url.hash = '';
            const [path] = /submission\/[^/]+\/[^/]+$/.exec(url.pathname) ?? [];
            const [, product] = (path ?? releaseIn(operation.url))?.split('/') ?? [];
            // The URL of a job alone names nothing that could be compared.
            if (offer && product && (await findProduct(offer.offer, deadline)) !== product) {
                throw foreignOperation(offer);
            }
            if (path) {
                return getSubmission(path, deadline);
            }
            const answer = await get(url, deadline);
            const job = readJob(answer.json(), answer.correlationId);
            return job.status === 'succeeded'
                ? verify(operation, deadline)
                : snapshotOf(job, job.errors, answer.correlationId);
        },
    };
}
const jobPath = /^configure\/([\w-]{1,100})\/status$/;
const submissionPath = /^submission\/[\w-]{1,100}\/([\w-]{1,100})$/;
function product_ingestion_api_parseOperationUrl(url, baseUrl) {
    const path = pathBelow(baseUrl, url) ?? '';
    const [, id] = jobPath.exec(path) ?? submissionPath.exec(path) ?? [];
    return id === undefined
        ? undefined
        : {
            operation: { url, id, tracksOffer: false },
            offer: { publisher: '', offer: '' },
        };
}
/** The submission that the URL of a go-live carries; undefined where it carries none. */
function releaseIn({ hash }) {
    return /^#(submission\/[\w-]{1,100}\/[\w-]{1,100})$/.exec(hash)?.[1];
}
/** What a submission shows in a phase: the API's own words do not tell a ready preview from a live offer. */
async function snapshotIn(phase, submission, correlationId) {
    if (phase === 'withdrawn') {
        return withdrawal(submission, correlationId);
    }
    const snapshot = await snapshotOf(submission, [], correlationId);
    return phase === 'waiting-for-sign-off' ? { ...snapshot, status: 'waiting-for-review' } : snapshot;
}
/** @param rawStatus why it is unknown, in our words */
async function unknownSnapshot(rawStatus, correlationId) {
    return { ...(await snapshotOf({ status: 'unknown', rawStatus }, [], correlationId)), unknownWords: [] };
}
/** What a submission shows that takes the offer off the market: whatever its result, no go-live comes of it. */
function withdrawal({ rawStatus }, correlationId) {
    const text = `The submission takes the offer off the market (${rawStatus}).`;
    return {
        status: 'failed',
        rawStatus,
        unknownWords: [],
        steps: [],
        messages: [{ level: 'error', text, timestamp: '' }],
        failureKind: 'not-ready',
        correlationId,
    };
}
const nothing = 'no submission';
const api_unclear = 'submissions that cannot be read or put in order';

;// CONCATENATED MODULE: ./lib/marketplace/apis.js



/** The APIs by the values of the input `api`. */
const apis = {
    'cloud-partner-portal': cloudPartnerPortal,
    'product-ingestion': productIngestion,
    'partner-center': partnerCenter,
};
const apiNames = Object.keys(apis);

;// CONCATENATED MODULE: ./lib/inputs.js






const modes = ['go-live', 'follow', 'check'];
const defaultAuthority = 'https://login.microsoftonline.com';
// Outputs and summary have room for so many.
const maxOffers = 100;
/**
 * Every input, in the order of action.yml: how it is read, and its default there. An input that the workflow sets to
 * nothing takes the default, too: that is what an expression without a value gives.
 */
const inputs = {
    publisher: input(input_readers_optional(input_readers_id('the publisher ID from Partner Center, e.g. contoso'), '')),
    offer: input(lines('offers', input_readers_id('the offer ID from Partner Center, e.g. contoso-vm'))),
    token: secretInput('the bare access token: no "Bearer ", no spaces'),
    'tenant-id': input(input_readers_optional(tenantId, '')),
    'client-id': input(input_readers_optional(clientId, '')),
    'client-secret': secretInput('the value of the client secret: no spaces'),
    api: input(oneOf(apiNames), 'cloud-partner-portal'),
    mode: input(oneOf(modes), 'go-live'),
    'operation-url': input(input_readers_optional(operationUrls, [])),
    wait: input(trueOrFalse, 'true'),
    'wait-for-preview': input(trueOrFalse, 'false'),
    'timeout-minutes': input(input_readers_number('minutes, e.g. 360', 0, 43_200), '330'),
    'poll-interval-seconds': input(input_readers_optional(input_readers_number('seconds, e.g. 60', 1, 3600), undefined)),
    'fail-on-timeout': input(trueOrFalse, 'true'),
    'fail-on-blocked': input(trueOrFalse, 'false'),
    'api-url': input(input_readers_optional(baseUrl, '')),
    'authority-host': input(baseUrl, defaultAuthority),
};
function input(reader, byDefault = '') {
    return { read: reader, default: byDefault, isSecret: false };
}
function secretInput(expected) {
    return { read: input_readers_optional(secret(expected), ''), default: '', isSecret: true };
}
/**
 * Reads and checks the inputs, and masks the secrets before anything else.
 * @param environmentProblems what is wrong with the environment, to be reported with the problems of the inputs
 * @throws InputError with every problem there is
 */
function readInputs(runner, environmentProblems = []) {
    const given = (name) => runner.input(name)?.trim() ?? '';
    const names = Object.keys(inputs);
    for (const name of names.filter((name) => inputs[name].isSecret)) {
        // Masking a short word would ruin the log, and no secret is that short.
        if (given(name).length >= minSecretLength) {
            runner.mask(given(name));
        }
    }
    const problems = [...environmentProblems];
    const valid = {};
    for (const name of names) {
        const text = runner.input(name) ?? '';
        const read = inputs[name].read(text.trim() ? text : inputs[name].default);
        if (read.problems) {
            problems.push(...read.problems.map((problem) => `${name} ${problem}.`));
        }
        else {
            Object.assign(valid, { [name]: read.value });
        }
    }
    // As `mode` has a default, only an expression that gives nothing can make it empty, and that must not start a go-live.
    if (runner.input('mode') !== undefined && given('mode') === '') {
        problems.push(`mode is empty: the expression that sets it gave nothing. Set it to ${modes.join(', ')}, or leave it out for ${inputs.mode.default}.`);
    }
    for (const rule of rules) {
        problems.push(...rule(valid, (name) => given(name) !== ''));
    }
    if (problems.length > 0) {
        throw new model_failure/* InputError */.dz(problems);
    }
    return resolve(valid);
}
const applicationInputs = ['tenant-id', 'client-id', 'client-secret'];
const credentialsRule = (_, isSet) => {
    if (!applicationInputs.some(isSet)) {
        return isSet('token')
            ? []
            : [
                'No credentials: tenant-id and client-id are empty, and token is, too. If they come from `vars`, check that they are set in the environment that the job names.',
            ];
    }
    const problems = isSet('token')
        ? ['token cannot be combined with tenant-id, client-id or client-secret: set one or the other.']
        : [];
    for (const name of ['tenant-id', 'client-id']) {
        if (!isSet(name)) {
            problems.push(`${name} is required to sign in as an application.`);
        }
    }
    return problems;
};
const offerRule = ({ api, offer = [] }, isSet) => {
    const problems = [];
    const urlsAlone = isSet('operation-url') && !isSet('offer');
    if (!isSet('publisher') && api && apis[api].needsPublisher && !urlsAlone) {
        problems.push(`publisher is required for ${api}: the publisher ID from Partner Center, e.g. contoso.`);
    }
    if (!isSet('offer') && !urlsAlone) {
        problems.push('offer is required: the offer ID from Partner Center, e.g. contoso-vm.');
    }
    // Partner Center does not tell upper from lower case.
    const ids = new Set();
    const duplicate = offer.find((id) => ids.size === ids.add(id.toLowerCase()).size);
    if (duplicate) {
        problems.push(`offer lists ${(0,model_text/* oneLine */.TN)(duplicate, 80)} twice.`);
    }
    return problems;
};
const operationUrlRule = ({ mode, api, offer, ...valid }, isSet) => {
    const urls = valid['operation-url'] ?? [];
    const problems = [];
    if (isSet('operation-url') && mode === 'check') {
        problems.push('operation-url cannot be used with mode: check, which checks offers.');
    }
    if (isSet('offer') && offer && urls.length > offer.length) {
        problems.push(`operation-url has ${(0,model_text/* formatCount */.B4)(urls.length, 'line')} for ${(0,model_text/* formatCount */.B4)(offer.length, 'offer')}: give one for each, or leave offer out.`);
    }
    const count = Math.max(offer?.length ?? 0, urls.length);
    if (count > maxOffers) {
        problems.push(`offer: a step takes at most ${maxOffers} offers; there are ${count}.`);
    }
    const apiUrl = api && (valid['api-url'] || (isSet('api-url') ? undefined : apis[api].baseUrl));
    if (apiUrl) {
        for (const [index, url] of urls.entries()) {
            const expected = { publisher: valid.publisher ?? '', offer: offer?.[index] ?? '' };
            const problem = url && operationUrlProblem(url, api, apiUrl, isSet('api-url'), expected);
            problems.push(...(problem ? [problem] : []));
        }
    }
    return problems;
};
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/**
 * What is wrong with an operation URL, in a sentence; undefined if nothing is.
 * @param expected the publisher and the offer that it stands beside; empty where they are not given
 */
function operationUrlProblem(url, api, apiUrl, isOwnUrl, expected) {
    const { origin } = new URL(apiUrl);
    if (url.origin !== origin) {
        const otherApi = apiNames.find((name) => new URL(apis[name].baseUrl).origin === url.origin);
        return otherApi && !isOwnUrl
            ? `operation-url is at ${url.host}, but api is ${api}: set \`api: ${otherApi}\`.`
            : `operation-url must be at ${origin}, as the output gives it; it is at ${(0,model_text/* oneLine */.TN)(url.host, 80)}.`;
    }
    const parsed = apis[api].parseOperationUrl(url, apiUrl);
    if (!parsed) {
        return `operation-url must be the URL of an operation of ${api}, as the output gives it; its path is "${(0,model_text/* oneLine */.TN)(url.pathname, 80)}".`;
    }
    // Partner Center does not tell upper from lower case. A GUID in place of the offer ID (2018) cannot be compared.
    const differs = (named, given) => named !== '' && given !== '' && !guid.test(named) && named.toLowerCase() !== given.toLowerCase();
    const { offer } = parsed;
    return differs(offer.offer, expected.offer) || differs(offer.publisher, expected.publisher)
        ? `operation-url belongs to ${displayName(offer)}, but stands beside ${displayName(expected)}.`
        : undefined;
}
const rules = [credentialsRule, offerRule, operationUrlRule];
function resolve(values) {
    const targets = resolveTargets(values);
    return {
        targets,
        credentials: values.token
            ? { token: values.token }
            : {
                tenantId: values['tenant-id'],
                clientId: values['client-id'],
                clientSecret: values['client-secret'],
                authorityHost: values['authority-host'],
            },
        api: values.api,
        mode: targets.some(({ operationUrl }) => operationUrl) ? 'follow' : values.mode,
        wait: values.wait,
        waitForPreview: values['wait-for-preview'],
        timeoutMs: values['timeout-minutes'] * 60_000,
        pollIntervalMs: values['poll-interval-seconds'] && values['poll-interval-seconds'] * 1000,
        failOnTimeout: values['fail-on-timeout'],
        failOnBlocked: values['fail-on-blocked'],
        apiUrl: values['api-url'] || apis[values.api].baseUrl,
    };
}
function resolveTargets({ publisher, offer, ...values }) {
    const urls = values['operation-url'];
    return offer.length > 0
        ? offer.map((offer, index) => ({ publisher, offer, operationUrl: urls[index] }))
        : urls.filter((url) => url !== undefined).map((operationUrl) => ({ publisher, offer: '', operationUrl }));
}

;// CONCATENATED MODULE: ./lib/model/secrets.js

// Fewer characters of a secret give nothing away.
const minCutLength = 8;
/** Every secret of this run, also one that was renewed since, to keep them out of what leaves the action. */
class Secrets {
    // The longest first: a secret may begin with another one, and its form in JSON contains more than itself.
    #forms = [];
    add(secret) {
        this.#forms = [...new Set([...this.#forms, ...formsOf(secret)])].toSorted((a, b) => b.length - a.length);
    }
    /** The text with each secret in it replaced by `***`, also one of which a cut has left only the beginning. */
    redact(text) {
        let redacted = text;
        for (const form of this.#forms) {
            redacted = redacted.replaceAll(form, '***');
        }
        // Each cut is marked with an ellipsis, see clip.
        const parts = redacted.split('…');
        return parts.map((part, index) => (index < parts.length - 1 ? this.#hideCut(part) : part)).join('…');
    }
    #hideCut(text) {
        const end = text.trimEnd();
        for (const form of this.#forms) {
            const beginning = form.slice(0, minCutLength);
            let at = end.indexOf(beginning, Math.max(0, end.length - form.length));
            while (at >= 0 && !form.startsWith(end.slice(at))) {
                at = end.indexOf(beginning, at + 1);
            }
            if (at >= 0) {
                return `${end.slice(0, at)}***${text.slice(end.length)}`;
            }
        }
        return text;
    }
}
/** A secret as it is, and as it stands in a form and in the parts of a URL; each also in JSON and in HTML. */
function formsOf(secret) {
    const url = new URL('https://x.example');
    url.search = secret;
    url.hash = secret;
    const encoded = encodeURIComponent(secret);
    const inForm = new URLSearchParams([['', secret]]).toString().slice(1);
    // An apostrophe in a query is encoded by the URL.
    return [secret, encoded, encoded.replaceAll("'", '%27'), inForm, url.search.slice(1), url.hash.slice(1)]
        .filter((spelling) => spelling.length >= secret.length)
        .flatMap((spelling) => [spelling, JSON.stringify(spelling).slice(1, -1), (0,model_text/* encodeEntities */.C4)(spelling)]);
}

;// CONCATENATED MODULE: ./lib/report/redacting-runner.js

/**
 * A runner that takes every secret that was ever masked out of all that it passes on. GitHub's runner masks the log and the
 * summary by itself, but not outputs; and it does not know the forms that JSON and HTML give a secret. This is the last step
 * on the way out, after all decoding, so it does not matter how an API spelled a secret that it echoed.
 */
function redactingRunner(runner) {
    const secrets = new Secrets();
    const redact = (text) => secrets.redact(text);
    return {
        input: (name) => runner.input(name),
        idTokenSource: () => runner.idTokenSource(),
        mask(secret) {
            secrets.add(secret);
            runner.mask(secret);
        },
        debug: (line) => runner.debug(redact(line)),
        info: (line) => runner.info(redact(line)),
        warning: (text) => runner.warning(redact(text)),
        error: (text) => runner.error(redact(text)),
        output: (name, value) => runner.output(name, redact(value)),
        summary: (html) => runner.summary(redact(html)),
    };
}

// EXTERNAL MODULE: ./lib/report/escape.js
var report_escape = __nccwpck_require__(2527);
;// CONCATENATED MODULE: ./lib/report/changes.js

/**
 * What is new since the status check before, one line each: overall status, steps, progress, messages.
 * @param before undefined for the first status check
 */
function findChanges(before, after) {
    const found = [];
    if (before?.rawStatus !== after.rawStatus || before.status !== after.status) {
        found.push({ level: 'info', text: `status: ${describeStatus(after)}` });
    }
    for (const [index, step] of after.steps.entries()) {
        found.push(...stepChanges(before?.steps[index], step));
    }
    found.push(...newMessages(before?.messages, after.messages).map((message) => messageChange(message, '')));
    for (const word of after.unknownWords) {
        found.push({
            level: 'warning',
            text: `Unrecognized status "${word}". Still waiting.`,
        });
    }
    return found;
}
function describeStatus({ status, rawStatus }) {
    return status === rawStatus.toLowerCase() ? status : `${status} (${rawStatus})`;
}
/** A step that moved shares a line with its information; each of its warnings gets a line of its own. */
function stepChanges(before, step) {
    const same = before?.id === step.id && before.name === step.name ? before : undefined;
    // A step that waits for its turn is not worth a line.
    const moved = same
        ? same.status !== step.status || same.progress !== step.progress
        : step.status !== 'not-started';
    const messages = newMessages(same?.messages, step.messages);
    if (!moved) {
        return messages.map((message) => messageChange(message, step.name));
    }
    const information = messages.filter(({ level }) => level === 'information').map(({ text }) => text);
    const isNewlyBlocked = isBlocked(step) && same?.status !== step.status;
    return [
        { level: isNewlyBlocked ? 'warning' : 'info', text: [changes_describeStep(step), ...information].join('. ') },
        ...messages
            .filter(({ level }) => level !== 'information')
            .map((message) => messageChange(message, step.name)),
    ];
}
/** `Certification: running, 40 %`. */
function changes_describeStep({ name, status, progress }) {
    const percent = progress === null || status === 'succeeded' || status === 'not-started' ? '' : `, ${progress} %`;
    return `${name}: ${status}${percent}`;
}
function newMessages(before = [], after) {
    return after.filter(({ level, text }) => !before.some((known) => known.level === level && known.text === text));
}
function messageChange({ level, text }, stepName) {
    return {
        level: level === 'information' ? 'info' : 'warning',
        text: stepName ? `${stepName}: ${text}` : text,
    };
}

;// CONCATENATED MODULE: ./lib/report/offer-log.js



const heartbeatMs = 10 * 60_000;
const maxLinesPerCheck = 30;
// Changes in a whole run: a server that always has something new to say must not fill the log.
const maxLines = 3_000;
const maxUnknownWords = 100;
/** The log of one offer: a line for each change, and a heartbeat while nothing changes. */
class OfferLog {
    /** How many requests failed, by the label of the failure. */
    failedRequests = new Map();
    #options;
    #unknownWords = new Set();
    #before;
    #lastLineMs;
    #linesLeft = maxLines;
    constructor(options) {
        this.#options = options;
        this.#lastLineMs = options.clock.now();
    }
    info(line) {
        this.#lastLineMs = this.#options.clock.now();
        this.#options.log.info(this.#options.prefix + line);
    }
    warning(line) {
        this.#lastLineMs = this.#options.clock.now();
        this.#options.log.warning(this.#options.prefix + line);
    }
    onStatus(snapshot) {
        const unknownWords = snapshot.unknownWords
            .filter((word) => !this.#unknownWords.has(word))
            .slice(0, maxUnknownWords - this.#unknownWords.size);
        const changes = findChanges(this.#before, { ...snapshot, unknownWords });
        const logged = changes.slice(0, Math.min(maxLinesPerCheck, this.#linesLeft));
        this.#linesLeft -= logged.length;
        for (const { level, text } of logged) {
            level === 'warning' ? this.warning(text) : this.info(`${text} ${this.#elapsed()}`);
        }
        if (changes.length > logged.length) {
            this.info(`and ${(0,model_text/* formatCount */.B4)(changes.length - logged.length, 'more change')} ${this.#elapsed()}`);
        }
        for (const word of unknownWords) {
            this.#unknownWords.add(word);
        }
        this.#before = snapshot;
        const step = currentStep(snapshot.steps);
        this.#heartbeat(`still ${snapshot.status}${step ? `, ${changes_describeStep(step)}` : ''}`);
    }
    onRetry({ label, message }) {
        this.failedRequests.set(label, (this.failedRequests.get(label) ?? 0) + 1);
        this.#heartbeat(`still failing: ${message}`);
    }
    onAccepted({ operationUrl }) {
        this.#options.onAccepted();
        this.info(`Operation URL: ${operationUrl}`);
    }
    #heartbeat(line) {
        if (this.#options.clock.now() - this.#lastLineMs >= heartbeatMs) {
            this.info(`${line} ${this.#elapsed()}`);
        }
    }
    #elapsed() {
        return `(after ${(0,model_text/* formatDuration */.a3)(this.#options.clock.now() - this.#options.startMs)})`;
    }
}

;// CONCATENATED MODULE: ./lib/report/fit.js

// From everything to the barest facts. The last form takes some 600 bytes in JSON, whatever the API says.
const fit_forms = [
    (result) => result,
    (result) => shortenMessages(result, 10, 1_000),
    (result) => shortenMessages(result, 3, 200),
    (result) => shortenMessages(result, 0, 0),
    (result) => leaveOutSteps(result, 200),
    (result) => leaveOutSteps(result, 60),
    (result) => ({ ...leaveOutSteps(result, 60), rawStatus: '', operationId: '', correlationId: '' }),
    (result) => ({
        ...leaveOutSteps(result, 60),
        message: 'Left out here: see the outputs operation-url and operation-id.',
        rawStatus: '',
        operationUrl: '',
        operationId: '',
        correlationId: '',
    }),
];
/**
 * Renders results in the fullest form that fits, and marks what is left out.
 * @param sizeOf the size of a rendering; each UTF-16 unit of a message must count for at least one
 * @param maxSize the largest size that fits; if even the barest form exceeds it, that form is taken
 */
function renderToFit(results, render, sizeOf, maxSize) {
    let rendered = '';
    for (const form of fit_forms) {
        const shortened = results.map(form);
        // Do not render what cannot fit: the messages of a hundred offers would fill the memory.
        if (messagesLength(shortened) > maxSize) {
            continue;
        }
        rendered = render(shortened);
        if (sizeOf(rendered) <= maxSize) {
            break;
        }
    }
    return rendered;
}
function messagesLength(results) {
    const messages = results.flatMap(({ steps }) => steps.flatMap((step) => step.messages));
    return messages.reduce((sum, { text }) => sum + text.length, 0);
}
/** Without steps, except for their number. */
function leaveOutSteps(result, maxMessageLength) {
    const name = `${(0,model_text/* formatCount */.B4)(result.steps.length, 'step')}, left out here`;
    const placeholder = { id: '', name, status: 'unknown', progress: null, messages: [] };
    return {
        ...result,
        message: (0,model_text/* clip */.$Q)(result.message, maxMessageLength),
        steps: result.steps.length > 0 ? [placeholder] : [],
    };
}
/** With at most so many messages per step, each of at most this length in UTF-16 units. */
function shortenMessages(result, maxMessages, maxLength) {
    const steps = result.steps.map((step) => {
        const kept = step.messages.slice(0, maxMessages);
        const more = step.messages.length - kept.length;
        const messages = kept.map((message) => ({ ...message, text: (0,model_text/* clip */.$Q)(message.text, maxLength) }));
        if (more > 0) {
            const text = `${(0,model_text/* formatCount */.B4)(more, 'more message')}, left out here`;
            messages.push({ level: 'information', text, timestamp: '' });
        }
        return { ...step, messages };
    });
    return { ...result, steps };
}

;// CONCATENATED MODULE: ./lib/report/outputs.js



// A workflow passes `result` on in an environment variable, which holds 128 KiB on Linux.
const maxResultBytes = 100_000;
/**
 * The outputs of the action, as action.yml declares them.
 * @param results one for each offer, in the order of the input
 */
function renderOutputs(results) {
    const leading = worst(results);
    return {
        ...renderUrgentOutputs(results),
        'timed-out': String(results.some((result) => result.timedOut)),
        'failure-kind': leading?.failureKind ?? '',
        message: outputs_summarize(results, leading),
        result: renderToFit(results, JSON.stringify, Buffer.byteLength, maxResultBytes),
    };
}
/**
 * The outputs that must not be lost, as far as they are known: they are written whenever a go-live was accepted, which a step
 * of a hundred offers does a hundred times.
 */
function renderUrgentOutputs(results) {
    return {
        status: worst(results)?.status ?? 'not-started',
        'operation-url': results.map((result) => result.operationUrl).join('\n'),
        'operation-id': results.map((result) => result.operationId).join('\n'),
        started: String(results.some((result) => result.started)),
    };
}
function outputs_summarize(results, leading) {
    if (results.length < 2 || !leading) {
        return leading?.message ?? '';
    }
    const succeeded = results.filter((result) => result.status === 'succeeded').length;
    return `${succeeded} of ${results.length} offers succeeded. ${displayName(leading)}: ${leading.message}`;
}

;// CONCATENATED MODULE: ./lib/report/summary.js




// The runner drops a summary above 1 MiB (actions/runner, FileCommandManager.cs).
const summary_maxBytes = 1_000_000;
const maxLabels = 10;
const maxProblems = 100;
/**
 * The job summary: for each offer the outcome, how long it took, the steps, and how to continue where it did not end.
 * It is HTML, and everything that came from outside is escaped.
 * @param portalUrl where people see their offers
 */
function renderSummary(offers, portalUrl) {
    const render = (results) => [
        ...results.map((result, index) => renderOffer(result, offers[index]?.failedRequests)),
        `<p><a href="${(0,report_escape/* escapeHtml */.Z)(portalUrl)}">Offers in Partner Center</a></p>`,
    ].join('\n');
    return renderToFit(offers.map(({ result }) => result), render, Buffer.byteLength, summary_maxBytes);
}
/** The job summary of a run whose inputs are invalid. */
function renderInputProblems(problems) {
    const more = problems.length - maxProblems;
    const items = [...problems.slice(0, maxProblems), ...(more > 0 ? [`and ${more} more.`] : [])];
    const list = items.map((problem) => `<li>${(0,report_escape/* escapeHtml */.Z)(problem)}</li>`);
    return `<h3>Not started: invalid inputs</h3>\n<ul>\n${list.join('\n')}\n</ul>`;
}
function renderOffer(result, failedRequests = new Map()) {
    const facts = [
        ['Offer', (0,report_escape/* escapeHtml */.Z)(displayName(result))],
        ['Outcome', `<b>${result.status}</b>${result.failureKind ? ` (${result.failureKind})` : ''}`],
        [
            'Time',
            `waited ${(0,model_text/* formatDuration */.a3)(Date.parse(result.endedAt) - Date.parse(result.startedAt))} (${(0,model_text/* formatCount */.B4)(result.polls, 'check')})`,
        ],
        ['Failed requests', countFailures(failedRequests)],
        ['Operation URL', code(result.operationUrl)],
        ['Operation ID', code(result.operationId)],
        ['Correlation ID', code(result.correlationId)],
    ];
    return [
        `<h3>${(0,report_escape/* escapeHtml */.Z)(displayName(result))}: ${result.status}</h3>`,
        `<p>${(0,report_escape/* escapeHtml */.Z)(result.message)}</p>`,
        table(facts.filter(([, value]) => value).map(([name, value]) => row('td', [`<b>${name}</b>`, value]))),
        result.steps.length > 0
            ? table([row('th', ['Step', 'Status', 'Progress', 'Messages']), ...result.steps.map(renderStep)])
            : '',
        hasEnded(result.status) ? '' : howToContinue(result),
    ]
        .filter(Boolean)
        .join('\n');
}
function renderStep(step) {
    const messages = step.messages.map(({ level, text }) => `${level === 'information' ? '' : `<b>${level}</b>: `}${(0,report_escape/* escapeHtml */.Z)(text)}`);
    const progress = step.progress === null ? '' : `${step.progress} %`;
    return row('td', [(0,report_escape/* escapeHtml */.Z)(step.name), step.status, progress, messages.join('<br>')]);
}
function howToContinue({ operationUrl }) {
    return operationUrl
        ? `<p>To pick it up, run the step again, or follow it in any later job:</p>\n<pre>with:\n  mode: follow\n  operation-url: ${(0,report_escape/* escapeHtml */.Z)(operationUrl)}</pre>`
        : '';
}
/** `4 × HTTP 503, 1 × timeout`: the most frequent failures, and how many others there were. */
function countFailures(failedRequests) {
    const counts = [...failedRequests].toSorted(([, a], [, b]) => b - a);
    const others = counts.slice(maxLabels).reduce((sum, [, count]) => sum + count, 0);
    return [...counts.slice(0, maxLabels), ...(others > 0 ? [['other', others]] : [])]
        .map(([label, count]) => `${count} × ${label}`)
        .join(', ');
}
function code(text) {
    return text && `<code>${(0,report_escape/* escapeHtml */.Z)(text)}</code>`;
}
function table(rows) {
    return `<table>\n${rows.join('\n')}\n</table>`;
}
function row(cell, cells) {
    return `<tr>${cells.map((content) => `<${cell}>${content}</${cell}>`).join('')}</tr>`;
}

;// CONCATENATED MODULE: ./lib/report/report.js






// The runner shows ten annotations of a kind for a step, 4,096 characters each (actions/runner, ExecutionContext.cs).
const maxAnnotations = 10;
const maxAnnotationLength = 4_000;
const report_maxLineLength = 8_000;
/** What people and the workflow see of this run: log, annotations, outputs, job summary. */
class Report {
    #runner;
    #clock;
    #startMs;
    #offers = [];
    #annotations = { warning: 0, error: 0 };
    constructor(runner, clock) {
        this.#runner = runner;
        this.#clock = clock;
        this.#startMs = clock.now();
    }
    debug(line) {
        this.#runner.debug((0,report_escape/* escapeLogLine */._)((0,model_text/* clip */.$Q)(line, report_maxLineLength)));
    }
    info(line) {
        this.#runner.info((0,report_escape/* escapeLogLine */._)((0,model_text/* clip */.$Q)(line, report_maxLineLength)));
    }
    warning(line) {
        this.#annotate('warning', [line]);
    }
    error(...lines) {
        this.#annotate('error', lines);
    }
    /** The runner drops annotations beyond its limit: they become lines of the log. */
    #annotate(level, lines) {
        if (this.#annotations[level] < maxAnnotations) {
            this.#annotations[level] += 1;
            this.#runner[level]((0,model_text/* clip */.$Q)(lines.map(report_escape/* escapeLogLine */._).join('\n'), maxAnnotationLength));
        }
        else {
            this.info(`${level}: ${lines.join(' ')}`);
        }
    }
    /** The report of one offer. @param isOnly the lines need not name the offer */
    offer(result, isOnly) {
        const offerLog = new OfferLog({
            log: this,
            clock: this.#clock,
            startMs: this.#startMs,
            prefix: isOnly ? '' : `${displayName(result)}: `,
            onAccepted: () => this.#tryOutputs(),
        });
        this.#offers.push({ result, failedRequests: offerLog.failedRequests });
        return offerLog;
    }
    /**
     * Writes what must not be lost. If that fails, the go-live runs all the same: the end of the run writes the outputs
     * again, and fails if it must.
     */
    #tryOutputs() {
        try {
            this.#writeOutputs(renderUrgentOutputs(this.#results()));
        }
        catch (error) {
            this.warning(`The outputs could not be written yet. ${(0,model_text/* errorMessage */.gJ)(error)}`);
        }
    }
    #results() {
        return this.#offers.map(({ result }) => result);
    }
    /** @throws when an output cannot be written */
    #writeOutputs(outputs) {
        for (const [name, value] of Object.entries(outputs)) {
            this.#runner.output(name, value);
        }
    }
    /** The end of a run that never began because its inputs are invalid. */
    async rejectInputs({ kind, message, problems }) {
        if (problems.length === 1) {
            this.error(message);
        }
        else {
            this.error('Invalid inputs:', ...problems);
        }
        try {
            this.#writeOutputs({ ...renderOutputs([]), 'failure-kind': kind, message: (0,model_text/* oneLine */.TN)(message) });
        }
        catch (error) {
            this.error(outputsNotWritten(error));
        }
        await this.#writeSummary(renderInputProblems(problems));
    }
    /** The end of one offer: a line of the log. @param isSuccess whether this result may end green */
    endOffer(result, isSuccess) {
        const { status, failureKind, message } = result;
        const elapsed = (0,model_text/* formatDuration */.a3)(this.#clock.now() - this.#startMs);
        const line = `${displayName(result)}: ${status}${failureKind && ` (${failureKind})`}, after ${elapsed}. ${message}`;
        if (!isSuccess) {
            this.error(line);
        }
        else if (failureKind) {
            this.warning(line);
        }
        else {
            this.info(line);
        }
    }
    /**
     * The end of the run: the outputs and the summary. If the outputs cannot be written, each offer that had no failure has
     * one now: a workflow that goes by the outputs would go wrong.
     * @param portalUrl where people see their offers
     */
    async end(portalUrl) {
        try {
            this.#writeOutputs(renderOutputs(this.#results()));
        }
        catch (error) {
            const message = outputsNotWritten(error);
            this.error(message);
            for (const result of this.#results().filter(({ failureKind }) => failureKind === '')) {
                result.failureKind = 'service';
                result.message = (0,model_text/* oneLine */.TN)(`${message} ${result.message}`);
            }
        }
        await this.#writeSummary(renderSummary(this.#offers, portalUrl));
    }
    async #writeSummary(html) {
        try {
            await this.#runner.summary(html);
        }
        catch (error) {
            // The summary is for people; nothing depends on it.
            this.warning(`The job summary could not be written. ${(0,model_text/* errorMessage */.gJ)(error)}`);
        }
    }
}
function outputsNotWritten(error) {
    return `The outputs could not be written (service): check the disk of the runner. ${(0,model_text/* errorMessage */.gJ)(error)}`;
}

;// CONCATENATED MODULE: ./lib/main.js













/**
 * The action: inputs, credential, marketplace, each offer, report.
 * @returns the exit code: 0 for a known success, else 1
 */
async function run(outside) {
    const world = { ...outside, runner: redactingRunner(outside.runner) };
    const report = new Report(world.runner, world.clock);
    let inputs;
    try {
        inputs = readInputs(world.runner, world.environmentProblems);
    }
    catch (error) {
        if (error instanceof model_failure/* InputError */.dz) {
            await report.rejectInputs(error);
            return 1;
        }
        throw error;
    }
    report.info(announce(inputs, world.clock));
    const client = createClient(world, inputs, report);
    const marketplace = apis[inputs.api].connect(client, inputs.apiUrl, (line) => report.warning(line));
    const runs = inputs.targets.map((target) => createRun(world, inputs, report, client, marketplace, target));
    const isGreen = (result) => isSuccess(result, inputs.failOnTimeout);
    const stories = runs.map(async (run) => {
        await goLive(run);
        report.endOffer(run.result, isGreen(run.result));
    });
    await Promise.race([Promise.all(stories), world.stalled]);
    for (const run of runs.filter(({ result }) => result.endedAt === '')) {
        abandon(run);
        report.endOffer(run.result, false);
    }
    await report.end(portalUrl);
    return runs.every(({ result }) => isGreen(result)) ? 0 : 1;
}
/** `Taking contoso/vm live via product-ingestion at https://…, with …; waiting until 13:40 UTC (5 h 30 min).` */
function announce({ mode, targets, api, apiUrl, credentials, wait, timeoutMs }, clock) {
    const names = targets
        .map((target) => (target.offer || !target.operationUrl ? displayName(target) : target.operationUrl.href))
        .join(', ');
    const what = {
        'go-live': `Taking ${names} live`,
        follow: `Following ${names}`,
        check: `Checking ${names}`,
    }[mode];
    // Half a day ahead, the time alone does not tell the day.
    const end = (0,model_text/* formatTime */.fU)(clock.epoch() + timeoutMs, timeoutMs > 12 * 3_600_000);
    const until = `; waiting until ${end} (${(0,model_text/* formatDuration */.a3)(timeoutMs)})`;
    return `${what} via ${api} at ${apiUrl}, with ${describeCredentials(credentials)}${wait && mode !== 'check' ? until : ''}.`;
}
function createClient(world, inputs, report) {
    const api = apis[inputs.api];
    const credential = createCredential(inputs.credentials, {
        ...world,
        log: report,
        scope: api.scope,
        waitMs: inputs.wait && inputs.mode !== 'check' ? inputs.timeoutMs : 0,
    });
    return new ApiClient({
        transport: world.transport,
        clock: world.clock,
        credential,
        baseUrl: new URL(inputs.apiUrl),
        hint: api.hint,
        kind: api.kind,
        log: report,
    });
}
function createRun(world, inputs, report, client, marketplace, target) {
    const { clock, random, signal } = world;
    const api = apis[inputs.api];
    const given = target.operationUrl && api.parseOperationUrl(target.operationUrl, inputs.apiUrl);
    const named = given?.offer ?? target;
    const offer = { publisher: target.publisher || named.publisher, offer: target.offer || named.offer };
    const status = inputs.mode === 'go-live' ? 'not-started' : 'unknown';
    const result = newResult(offer, inputs.api, status, clock.epoch());
    const startMs = clock.now();
    return {
        offer,
        operation: given?.operation,
        settings: {
            mode: inputs.mode,
            wait: inputs.wait,
            waitForPreview: inputs.waitForPreview,
            failOnBlocked: inputs.failOnBlocked,
            canStartWithoutState: api.canStartWithoutState,
            pollInterval: { fixedMs: inputs.pollIntervalMs, minMs: api.minPollSeconds * 1000 },
        },
        marketplace,
        clock,
        random,
        deadline: { signal, atMs: startMs + inputs.timeoutMs },
        startMs,
        patience: new Patience(startMs, () => client.hasAnswered),
        listener: report.offer(result, inputs.targets.length === 1),
        result,
    };
}


/***/ }),

/***/ 8743:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   d: () => (/* binding */ realClock)
/* harmony export */ });
// setTimeout treats a longer delay as 1 ms.
const maxTimerMs = 2 ** 31 - 1;
const realClock = {
    now: () => performance.now(),
    epoch: () => Date.now(),
    async sleep(ms, signal) {
        const endMs = performance.now() + ms;
        for (let leftMs = ms; leftMs > 0 && !signal.aborted; leftMs = endMs - performance.now()) {
            await timer(Math.min(Math.ceil(leftMs), maxTimerMs), signal);
        }
    },
};
function timer(ms, signal) {
    return new Promise((resolve) => {
        const end = () => {
            clearTimeout(timeout);
            signal.removeEventListener('abort', end);
            resolve();
        };
        const timeout = setTimeout(end, ms);
        signal.addEventListener('abort', end, { once: true });
    });
}


/***/ }),

/***/ 8675:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   HR: () => (/* binding */ Failure),
/* harmony export */   VM: () => (/* binding */ interrupted),
/* harmony export */   WB: () => (/* binding */ internalError),
/* harmony export */   dz: () => (/* binding */ InputError)
/* harmony export */ });
/* unused harmony export failureKinds */
/** The values of the output `failure-kind`, apart from the empty one. */
const failureKinds = (/* unused pure expression or super */ null && ([
    'input',
    'authentication',
    'permission',
    'not-found',
    'not-ready',
    'conflict',
    'certification',
    'canceled',
    'throttled',
    'service',
    'network',
    'timeout',
    'interrupted',
    'unknown-outcome',
]));
/**
 * Something that went wrong, with all that the rest of the action asks of it: what happened (`message`), what to do
 * next (`hint`), and the policy, that is, what the failure means for the requests to come. Whoever throws it decides
 * that, so nobody else needs to know error classes or HTTP statuses.
 */
class Failure extends Error {
    kind;
    hint;
    transience;
    effect;
    suggestsRival;
    isFatal;
    retryAfterMs;
    correlationId;
    label;
    constructor(kind, message, options = {}) {
        super(message, { cause: options.cause });
        this.name = new.target.name;
        this.kind = kind;
        this.hint = options.hint ?? '';
        this.transience = options.transience ?? 'never';
        this.effect = options.effect ?? 'none';
        this.suggestsRival = options.suggestsRival ?? false;
        this.isFatal = options.isFatal ?? (kind === 'interrupted' || kind === 'authentication');
        this.retryAfterMs = options.retryAfterMs;
        const { cause } = options;
        this.correlationId = options.correlationId ?? (cause instanceof Failure ? cause.correlationId : '');
        this.label = options.label ?? kind;
    }
    /** The API understood who asks, and refused this request for good; another one may succeed. */
    get isRefusal() {
        return this.transience === 'briefly-after-success' && !this.isFatal;
    }
}
/** One or more inputs are invalid. Found before any request is made. */
class InputError extends Failure {
    /** One sentence each. */
    problems;
    constructor(problems) {
        super('input', `Invalid input${problems.length === 1 ? '' : 's'}: ${problems.join(' ')}`);
        this.problems = problems;
    }
}
/** The runner asked the step to stop: the workflow was canceled, or the job or step timed out. */
function interrupted(signalName) {
    return new Failure('interrupted', `The runner stopped this step (${signalName}).`);
}
/** A bug in this action. @param error whatever was thrown */
function internalError(error) {
    const details = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return new Failure('unknown-outcome', `Internal error, please report it: ${details}`);
}


/***/ }),

/***/ 7798:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   $Q: () => (/* binding */ clip),
/* harmony export */   B4: () => (/* binding */ formatCount),
/* harmony export */   C4: () => (/* binding */ encodeEntities),
/* harmony export */   TN: () => (/* binding */ oneLine),
/* harmony export */   X5: () => (/* binding */ cleanText),
/* harmony export */   a3: () => (/* binding */ formatDuration),
/* harmony export */   fU: () => (/* binding */ formatTime),
/* harmony export */   gJ: () => (/* binding */ errorMessage),
/* harmony export */   su: () => (/* binding */ replaceNewlines)
/* harmony export */ });
// Control characters except tab and newline, and the marks that change the order in which a reader sees text.
const controls = /(?![\t\n])[\p{Cc}\p{Bidi_Control}\ufeff]/gu;
/**
 * Cuts a text at a character boundary and marks the cut.
 * @param maxLength the most UTF-16 units that come out, the mark included
 */
function clip(text, maxLength) {
    if (text.length <= maxLength) {
        return text;
    }
    const mark = ' … (cut)';
    let end = Math.max(0, maxLength - mark.length);
    const last = text.charCodeAt(end - 1);
    if (last >= 0xd800 && last <= 0xdbff) {
        end -= 1;
    }
    return text.slice(0, end) + mark;
}
/** Replaces each stretch of white space that has a newline. One pass: `\s*\n\s*` would try again from each blank. */
function replaceNewlines(text, by) {
    return text.replace(/\s+/g, (space) => (space.includes('\n') ? by : space));
}
/** Text without control characters and broken surrogates; newlines are kept. */
function cleanText(text) {
    return text.toWellFormed().replace(/\r\n?/g, '\n').replace(controls, '');
}
/** Clean text on one line: each run of white space becomes one blank. @param maxLength in UTF-16 units */
function oneLine(text, maxLength = 2_000) {
    return clip(cleanText(text).replace(/\s+/g, ' ').trim(), maxLength);
}
/** A duration for people, e.g. `3 d 4 h`, `2 h 5 min`, `1 min 3 s`, `12 s`. @param ms in ms */
function formatDuration(ms) {
    const seconds = Math.max(0, Math.round(ms / 1000));
    const units = [
        ['d', Math.floor(seconds / 86_400)],
        ['h', Math.floor(seconds / 3_600) % 24],
        ['min', Math.floor(seconds / 60) % 60],
        ['s', seconds % 60],
    ];
    const first = units.findIndex(([, count]) => count > 0);
    if (first < 0) {
        return '0 s';
    }
    return units
        .slice(first, first + 2)
        .filter(([, count]) => count > 0)
        .map(([unit, count]) => `${count} ${unit}`)
        .join(' ');
}
/** A number of things, e.g. `1 step`, `2 steps`. @param noun in the singular, with a regular plural */
function formatCount(count, noun) {
    return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
/** A time, e.g. `13:40 UTC`, or `2026-11-28 13:40 UTC`. @param epochMs in ms since 1970 */
function formatTime(epochMs, withDate = false) {
    const iso = new Date(epochMs).toISOString();
    return `${withDate ? `${iso.slice(0, 10)} ` : ''}${iso.slice(11, 16)} UTC`;
}
/** What a caught value says, whatever it is. */
function errorMessage(error) {
    return error instanceof Error ? error.message : String(error);
}
/** The text with each character that means something in HTML as an entity. */
function encodeEntities(text) {
    return text
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;')
        .replaceAll("'", '&#39;');
}


/***/ }),

/***/ 2527:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

/* harmony export */ __nccwpck_require__.d(__webpack_exports__, {
/* harmony export */   Z: () => (/* binding */ escapeHtml),
/* harmony export */   _: () => (/* binding */ escapeLogLine)
/* harmony export */ });
/* harmony import */ var _model_text_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7798);

/* What came from outside is text: these functions take away whatever else the runner or a browser could see in it. */
/**
 * A line of the log without a command. The runner reads `::name::` at the start of a line and `##[name]` anywhere in it
 * (actions/runner, ActionCommand.cs).
 */
function escapeLogLine(text) {
    return (0,_model_text_js__WEBPACK_IMPORTED_MODULE_0__/* .replaceNewlines */ .su)((0,_model_text_js__WEBPACK_IMPORTED_MODULE_0__/* .cleanText */ .X5)(text), ' ')
        .replaceAll('##[', '# #[')
        .replace(/^(\s*):(?=:)/, '$1: ');
}
/** Text for the HTML of the job summary: no tag, no entity, no blank line that would end the HTML block. */
function escapeHtml(text) {
    return (0,_model_text_js__WEBPACK_IMPORTED_MODULE_0__/* .replaceNewlines */ .su)((0,_model_text_js__WEBPACK_IMPORTED_MODULE_0__/* .encodeEntities */ .C4)((0,_model_text_js__WEBPACK_IMPORTED_MODULE_0__/* .cleanText */ .X5)(text)), '<br>');
}


/***/ }),

/***/ 4439:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  O: () => (/* binding */ githubRunner)
});

;// CONCATENATED MODULE: external "os"
const external_os_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/utils.js
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */
/**
 * Sanitizes an input into a string so it can be passed into issueCommand safely
 * @param input input to sanitize into a string
 */
function utils_toCommandValue(input) {
    if (input === null || input === undefined) {
        return '';
    }
    else if (typeof input === 'string' || input instanceof String) {
        return input;
    }
    return JSON.stringify(input);
}
/**
 *
 * @param annotationProperties
 * @returns The command properties to send with the actual annotation command
 * See IssueCommandProperties: https://github.com/actions/runner/blob/main/src/Runner.Worker/ActionCommandManager.cs#L646
 */
function utils_toCommandProperties(annotationProperties) {
    if (!Object.keys(annotationProperties).length) {
        return {};
    }
    return {
        title: annotationProperties.title,
        file: annotationProperties.file,
        line: annotationProperties.startLine,
        endLine: annotationProperties.endLine,
        col: annotationProperties.startColumn,
        endColumn: annotationProperties.endColumn
    };
}
//# sourceMappingURL=utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/command.js


/**
 * Issues a command to the GitHub Actions runner
 *
 * @param command - The command name to issue
 * @param properties - Additional properties for the command (key-value pairs)
 * @param message - The message to include with the command
 * @remarks
 * This function outputs a specially formatted string to stdout that the Actions
 * runner interprets as a command. These commands can control workflow behavior,
 * set outputs, create annotations, mask values, and more.
 *
 * Command Format:
 *   ::name key=value,key=value::message
 *
 * @example
 * ```typescript
 * // Issue a warning annotation
 * issueCommand('warning', {}, 'This is a warning message');
 * // Output: ::warning::This is a warning message
 *
 * // Set an environment variable
 * issueCommand('set-env', { name: 'MY_VAR' }, 'some value');
 * // Output: ::set-env name=MY_VAR::some value
 *
 * // Add a secret mask
 * issueCommand('add-mask', {}, 'secretValue123');
 * // Output: ::add-mask::secretValue123
 * ```
 *
 * @internal
 * This is an internal utility function that powers the public API functions
 * such as setSecret, warning, error, and exportVariable.
 */
function command_issueCommand(command, properties, message) {
    const cmd = new Command(command, properties, message);
    process.stdout.write(cmd.toString() + external_os_namespaceObject.EOL);
}
function command_issue(name, message = '') {
    command_issueCommand(name, {}, message);
}
const CMD_STRING = '::';
class Command {
    constructor(command, properties, message) {
        if (!command) {
            command = 'missing.command';
        }
        this.command = command;
        this.properties = properties;
        this.message = message;
    }
    toString() {
        let cmdStr = CMD_STRING + this.command;
        if (this.properties && Object.keys(this.properties).length > 0) {
            cmdStr += ' ';
            let first = true;
            for (const key in this.properties) {
                if (this.properties.hasOwnProperty(key)) {
                    const val = this.properties[key];
                    if (val) {
                        if (first) {
                            first = false;
                        }
                        else {
                            cmdStr += ',';
                        }
                        cmdStr += `${key}=${escapeProperty(val)}`;
                    }
                }
            }
        }
        cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
        return cmdStr;
    }
}
function escapeData(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A');
}
function escapeProperty(s) {
    return utils_toCommandValue(s)
        .replace(/%/g, '%25')
        .replace(/\r/g, '%0D')
        .replace(/\n/g, '%0A')
        .replace(/:/g, '%3A')
        .replace(/,/g, '%2C');
}
//# sourceMappingURL=command.js.map
// EXTERNAL MODULE: external "crypto"
var external_crypto_ = __nccwpck_require__(6982);
// EXTERNAL MODULE: external "fs"
var external_fs_ = __nccwpck_require__(9896);
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/file-command.js
// For internal use, subject to change.
// We use any as a valid input type
/* eslint-disable @typescript-eslint/no-explicit-any */




function file_command_issueFileCommand(command, message) {
    const filePath = process.env[`GITHUB_${command}`];
    if (!filePath) {
        throw new Error(`Unable to find environment variable for file command ${command}`);
    }
    if (!external_fs_.existsSync(filePath)) {
        throw new Error(`Missing file at path: ${filePath}`);
    }
    external_fs_.appendFileSync(filePath, `${utils_toCommandValue(message)}${external_os_namespaceObject.EOL}`, {
        encoding: 'utf8'
    });
}
function file_command_prepareKeyValueMessage(key, value) {
    const delimiter = `ghadelimiter_${external_crypto_.randomUUID()}`;
    const convertedValue = utils_toCommandValue(value);
    // These should realistically never happen, but just in case someone finds a
    // way to exploit uuid generation let's not allow keys or values that contain
    // the delimiter.
    if (key.includes(delimiter)) {
        throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
    }
    if (convertedValue.includes(delimiter)) {
        throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
    }
    return `${key}<<${delimiter}${external_os_namespaceObject.EOL}${convertedValue}${external_os_namespaceObject.EOL}${delimiter}`;
}
//# sourceMappingURL=file-command.js.map
// EXTERNAL MODULE: external "path"
var external_path_ = __nccwpck_require__(6928);
// EXTERNAL MODULE: ./node_modules/@actions/http-client/lib/index.js + 2 modules
var lib = __nccwpck_require__(8313);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/auth.js
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};
class BasicCredentialHandler {
    constructor(username, password) {
        this.username = username;
        this.password = password;
    }
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`${this.username}:${this.password}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class auth_BearerCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Bearer ${this.token}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
class PersonalAccessTokenCredentialHandler {
    constructor(token) {
        this.token = token;
    }
    // currently implements pre-authorization
    // TODO: support preAuth = false where it hooks on 401
    prepareRequest(options) {
        if (!options.headers) {
            throw Error('The request has no headers');
        }
        options.headers['Authorization'] = `Basic ${Buffer.from(`PAT:${this.token}`).toString('base64')}`;
    }
    // This handler cannot handle 401
    canHandleAuthentication() {
        return false;
    }
    handleAuthentication() {
        return __awaiter(this, void 0, void 0, function* () {
            throw new Error('not implemented');
        });
    }
}
//# sourceMappingURL=auth.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/oidc-utils.js
var oidc_utils_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



class oidc_utils_OidcClient {
    static createHttpClient(allowRetry = true, maxRetry = 10) {
        const requestOptions = {
            allowRetries: allowRetry,
            maxRetries: maxRetry
        };
        return new HttpClient('actions/oidc-client', [new BearerCredentialHandler(oidc_utils_OidcClient.getRequestToken())], requestOptions);
    }
    static getRequestToken() {
        const token = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        if (!token) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_TOKEN env variable');
        }
        return token;
    }
    static getIDTokenUrl() {
        const runtimeUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        if (!runtimeUrl) {
            throw new Error('Unable to get ACTIONS_ID_TOKEN_REQUEST_URL env variable');
        }
        return runtimeUrl;
    }
    static getCall(id_token_url) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            var _a;
            const httpclient = oidc_utils_OidcClient.createHttpClient();
            const res = yield httpclient
                .getJson(id_token_url)
                .catch(error => {
                throw new Error(`Failed to get ID Token. \n 
        Error Code : ${error.statusCode}\n 
        Error Message: ${error.message}`);
            });
            const id_token = (_a = res.result) === null || _a === void 0 ? void 0 : _a.value;
            if (!id_token) {
                throw new Error('Response json body do not have ID Token field');
            }
            return id_token;
        });
    }
    static getIDToken(audience) {
        return oidc_utils_awaiter(this, void 0, void 0, function* () {
            try {
                // New ID Token is requested from action service
                let id_token_url = oidc_utils_OidcClient.getIDTokenUrl();
                if (audience) {
                    const encodedAudience = encodeURIComponent(audience);
                    id_token_url = `${id_token_url}&audience=${encodedAudience}`;
                }
                debug(`ID token url is ${id_token_url}`);
                const id_token = yield oidc_utils_OidcClient.getCall(id_token_url);
                setSecret(id_token);
                return id_token;
            }
            catch (error) {
                throw new Error(`Error message: ${error.message}`);
            }
        });
    }
}
//# sourceMappingURL=oidc-utils.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/summary.js
var summary_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { access, appendFile, writeFile } = external_fs_.promises;
const SUMMARY_ENV_VAR = 'GITHUB_STEP_SUMMARY';
const SUMMARY_DOCS_URL = 'https://docs.github.com/actions/using-workflows/workflow-commands-for-github-actions#adding-a-job-summary';
class Summary {
    constructor() {
        this._buffer = '';
    }
    /**
     * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
     * Also checks r/w permissions.
     *
     * @returns step summary file path
     */
    filePath() {
        return summary_awaiter(this, void 0, void 0, function* () {
            if (this._filePath) {
                return this._filePath;
            }
            const pathFromEnv = process.env[SUMMARY_ENV_VAR];
            if (!pathFromEnv) {
                throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
            }
            try {
                yield access(pathFromEnv, external_fs_.constants.R_OK | external_fs_.constants.W_OK);
            }
            catch (_a) {
                throw new Error(`Unable to access summary file: '${pathFromEnv}'. Check if the file has correct read/write permissions.`);
            }
            this._filePath = pathFromEnv;
            return this._filePath;
        });
    }
    /**
     * Wraps content in an HTML tag, adding any HTML attributes
     *
     * @param {string} tag HTML tag to wrap
     * @param {string | null} content content within the tag
     * @param {[attribute: string]: string} attrs key-value list of HTML attributes to add
     *
     * @returns {string} content wrapped in HTML element
     */
    wrap(tag, content, attrs = {}) {
        const htmlAttrs = Object.entries(attrs)
            .map(([key, value]) => ` ${key}="${value}"`)
            .join('');
        if (!content) {
            return `<${tag}${htmlAttrs}>`;
        }
        return `<${tag}${htmlAttrs}>${content}</${tag}>`;
    }
    /**
     * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
     *
     * @param {SummaryWriteOptions} [options] (optional) options for write operation
     *
     * @returns {Promise<Summary>} summary instance
     */
    write(options) {
        return summary_awaiter(this, void 0, void 0, function* () {
            const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
            const filePath = yield this.filePath();
            const writeFunc = overwrite ? writeFile : appendFile;
            yield writeFunc(filePath, this._buffer, { encoding: 'utf8' });
            return this.emptyBuffer();
        });
    }
    /**
     * Clears the summary buffer and wipes the summary file
     *
     * @returns {Summary} summary instance
     */
    clear() {
        return summary_awaiter(this, void 0, void 0, function* () {
            return this.emptyBuffer().write({ overwrite: true });
        });
    }
    /**
     * Returns the current summary buffer as a string
     *
     * @returns {string} string of summary buffer
     */
    stringify() {
        return this._buffer;
    }
    /**
     * If the summary buffer is empty
     *
     * @returns {boolen} true if the buffer is empty
     */
    isEmptyBuffer() {
        return this._buffer.length === 0;
    }
    /**
     * Resets the summary buffer without writing to summary file
     *
     * @returns {Summary} summary instance
     */
    emptyBuffer() {
        this._buffer = '';
        return this;
    }
    /**
     * Adds raw text to the summary buffer
     *
     * @param {string} text content to add
     * @param {boolean} [addEOL=false] (optional) append an EOL to the raw text (default: false)
     *
     * @returns {Summary} summary instance
     */
    addRaw(text, addEOL = false) {
        this._buffer += text;
        return addEOL ? this.addEOL() : this;
    }
    /**
     * Adds the operating system-specific end-of-line marker to the buffer
     *
     * @returns {Summary} summary instance
     */
    addEOL() {
        return this.addRaw(external_os_namespaceObject.EOL);
    }
    /**
     * Adds an HTML codeblock to the summary buffer
     *
     * @param {string} code content to render within fenced code block
     * @param {string} lang (optional) language to syntax highlight code
     *
     * @returns {Summary} summary instance
     */
    addCodeBlock(code, lang) {
        const attrs = Object.assign({}, (lang && { lang }));
        const element = this.wrap('pre', this.wrap('code', code), attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML list to the summary buffer
     *
     * @param {string[]} items list of items to render
     * @param {boolean} [ordered=false] (optional) if the rendered list should be ordered or not (default: false)
     *
     * @returns {Summary} summary instance
     */
    addList(items, ordered = false) {
        const tag = ordered ? 'ol' : 'ul';
        const listItems = items.map(item => this.wrap('li', item)).join('');
        const element = this.wrap(tag, listItems);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML table to the summary buffer
     *
     * @param {SummaryTableCell[]} rows table rows
     *
     * @returns {Summary} summary instance
     */
    addTable(rows) {
        const tableBody = rows
            .map(row => {
            const cells = row
                .map(cell => {
                if (typeof cell === 'string') {
                    return this.wrap('td', cell);
                }
                const { header, data, colspan, rowspan } = cell;
                const tag = header ? 'th' : 'td';
                const attrs = Object.assign(Object.assign({}, (colspan && { colspan })), (rowspan && { rowspan }));
                return this.wrap(tag, data, attrs);
            })
                .join('');
            return this.wrap('tr', cells);
        })
            .join('');
        const element = this.wrap('table', tableBody);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds a collapsable HTML details element to the summary buffer
     *
     * @param {string} label text for the closed state
     * @param {string} content collapsable content
     *
     * @returns {Summary} summary instance
     */
    addDetails(label, content) {
        const element = this.wrap('details', this.wrap('summary', label) + content);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML image tag to the summary buffer
     *
     * @param {string} src path to the image you to embed
     * @param {string} alt text description of the image
     * @param {SummaryImageOptions} options (optional) addition image attributes
     *
     * @returns {Summary} summary instance
     */
    addImage(src, alt, options) {
        const { width, height } = options || {};
        const attrs = Object.assign(Object.assign({}, (width && { width })), (height && { height }));
        const element = this.wrap('img', null, Object.assign({ src, alt }, attrs));
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML section heading element
     *
     * @param {string} text heading text
     * @param {number | string} [level=1] (optional) the heading level, default: 1
     *
     * @returns {Summary} summary instance
     */
    addHeading(text, level) {
        const tag = `h${level}`;
        const allowedTag = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].includes(tag)
            ? tag
            : 'h1';
        const element = this.wrap(allowedTag, text);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML thematic break (<hr>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addSeparator() {
        const element = this.wrap('hr', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML line break (<br>) to the summary buffer
     *
     * @returns {Summary} summary instance
     */
    addBreak() {
        const element = this.wrap('br', null);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML blockquote to the summary buffer
     *
     * @param {string} text quote text
     * @param {string} cite (optional) citation url
     *
     * @returns {Summary} summary instance
     */
    addQuote(text, cite) {
        const attrs = Object.assign({}, (cite && { cite }));
        const element = this.wrap('blockquote', text, attrs);
        return this.addRaw(element).addEOL();
    }
    /**
     * Adds an HTML anchor tag to the summary buffer
     *
     * @param {string} text link text/content
     * @param {string} href hyperlink
     *
     * @returns {Summary} summary instance
     */
    addLink(text, href) {
        const element = this.wrap('a', text, { href });
        return this.addRaw(element).addEOL();
    }
}
const _summary = new Summary();
/**
 * @deprecated use `core.summary`
 */
const markdownSummary = (/* unused pure expression or super */ null && (_summary));
const summary = _summary;
//# sourceMappingURL=summary.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/path-utils.js

/**
 * toPosixPath converts the given path to the posix form. On Windows, \\ will be
 * replaced with /.
 *
 * @param pth. Path to transform.
 * @return string Posix path.
 */
function toPosixPath(pth) {
    return pth.replace(/[\\]/g, '/');
}
/**
 * toWin32Path converts the given path to the win32 form. On Linux, / will be
 * replaced with \\.
 *
 * @param pth. Path to transform.
 * @return string Win32 path.
 */
function toWin32Path(pth) {
    return pth.replace(/[/]/g, '\\');
}
/**
 * toPlatformPath converts the given path to a platform-specific path. It does
 * this by replacing instances of / and \ with the platform-specific path
 * separator.
 *
 * @param pth The path to platformize.
 * @return string The platform-specific path.
 */
function toPlatformPath(pth) {
    return pth.replace(/[/\\]/g, path.sep);
}
//# sourceMappingURL=path-utils.js.map
;// CONCATENATED MODULE: external "string_decoder"
const external_string_decoder_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");
// EXTERNAL MODULE: external "events"
var external_events_ = __nccwpck_require__(4434);
;// CONCATENATED MODULE: external "child_process"
const external_child_process_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");
// EXTERNAL MODULE: external "assert"
var external_assert_ = __nccwpck_require__(2613);
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io-util.js
var io_util_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const { chmod, copyFile, lstat, mkdir, open: io_util_open, readdir, rename, rm, rmdir, stat, symlink, unlink } = external_fs_.promises;
// export const {open} = 'fs'
const IS_WINDOWS = process.platform === 'win32';
/**
 * Custom implementation of readlink to ensure Windows junctions
 * maintain trailing backslash for backward compatibility with Node.js < 24
 *
 * In Node.js 20, Windows junctions (directory symlinks) always returned paths
 * with trailing backslashes. Node.js 24 removed this behavior, which breaks
 * code that relied on this format for path operations.
 *
 * This implementation restores the Node 20 behavior by adding a trailing
 * backslash to all junction results on Windows.
 */
function readlink(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        const result = yield fs.promises.readlink(fsPath);
        // On Windows, restore Node 20 behavior: add trailing backslash to all results
        // since junctions on Windows are always directory links
        if (IS_WINDOWS && !result.endsWith('\\')) {
            return `${result}\\`;
        }
        return result;
    });
}
// See https://github.com/nodejs/node/blob/d0153aee367422d0858105abec186da4dff0a0c5/deps/uv/include/uv/win.h#L691
const UV_FS_O_EXLOCK = 0x10000000;
const READONLY = external_fs_.constants.O_RDONLY;
function exists(fsPath) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        try {
            yield stat(fsPath);
        }
        catch (err) {
            if (err.code === 'ENOENT') {
                return false;
            }
            throw err;
        }
        return true;
    });
}
function isDirectory(fsPath_1) {
    return io_util_awaiter(this, arguments, void 0, function* (fsPath, useStat = false) {
        const stats = useStat ? yield stat(fsPath) : yield lstat(fsPath);
        return stats.isDirectory();
    });
}
/**
 * On OSX/Linux, true if path starts with '/'. On Windows, true for paths like:
 * \, \hello, \\hello\share, C:, and C:\hello (and corresponding alternate separator cases).
 */
function isRooted(p) {
    p = normalizeSeparators(p);
    if (!p) {
        throw new Error('isRooted() parameter "p" cannot be empty');
    }
    if (IS_WINDOWS) {
        return (p.startsWith('\\') || /^[A-Z]:/i.test(p) // e.g. \ or \hello or \\hello
        ); // e.g. C: or C:\hello
    }
    return p.startsWith('/');
}
/**
 * Best effort attempt to determine whether a file exists and is executable.
 * @param filePath    file path to check
 * @param extensions  additional file extensions to try
 * @return if file exists and is executable, returns the file path. otherwise empty string.
 */
function tryGetExecutablePath(filePath, extensions) {
    return io_util_awaiter(this, void 0, void 0, function* () {
        let stats = undefined;
        try {
            // test file exists
            stats = yield stat(filePath);
        }
        catch (err) {
            if (err.code !== 'ENOENT') {
                // eslint-disable-next-line no-console
                console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
            }
        }
        if (stats && stats.isFile()) {
            if (IS_WINDOWS) {
                // on Windows, test for valid extension
                const upperExt = external_path_.extname(filePath).toUpperCase();
                if (extensions.some(validExt => validExt.toUpperCase() === upperExt)) {
                    return filePath;
                }
            }
            else {
                if (isUnixExecutable(stats)) {
                    return filePath;
                }
            }
        }
        // try each extension
        const originalFilePath = filePath;
        for (const extension of extensions) {
            filePath = originalFilePath + extension;
            stats = undefined;
            try {
                stats = yield stat(filePath);
            }
            catch (err) {
                if (err.code !== 'ENOENT') {
                    // eslint-disable-next-line no-console
                    console.log(`Unexpected error attempting to determine if executable file exists '${filePath}': ${err}`);
                }
            }
            if (stats && stats.isFile()) {
                if (IS_WINDOWS) {
                    // preserve the case of the actual file (since an extension was appended)
                    try {
                        const directory = external_path_.dirname(filePath);
                        const upperName = external_path_.basename(filePath).toUpperCase();
                        for (const actualName of yield readdir(directory)) {
                            if (upperName === actualName.toUpperCase()) {
                                filePath = external_path_.join(directory, actualName);
                                break;
                            }
                        }
                    }
                    catch (err) {
                        // eslint-disable-next-line no-console
                        console.log(`Unexpected error attempting to determine the actual case of the file '${filePath}': ${err}`);
                    }
                    return filePath;
                }
                else {
                    if (isUnixExecutable(stats)) {
                        return filePath;
                    }
                }
            }
        }
        return '';
    });
}
function normalizeSeparators(p) {
    p = p || '';
    if (IS_WINDOWS) {
        // convert slashes on Windows
        p = p.replace(/\//g, '\\');
        // remove redundant slashes
        return p.replace(/\\\\+/g, '\\');
    }
    // remove redundant slashes
    return p.replace(/\/\/+/g, '/');
}
// on Mac/Linux, test the execute bit
//     R   W  X  R  W X R W X
//   256 128 64 32 16 8 4 2 1
function isUnixExecutable(stats) {
    return ((stats.mode & 1) > 0 ||
        ((stats.mode & 8) > 0 &&
            process.getgid !== undefined &&
            stats.gid === process.getgid()) ||
        ((stats.mode & 64) > 0 &&
            process.getuid !== undefined &&
            stats.uid === process.getuid()));
}
// Get the path of cmd.exe in windows
function getCmdPath() {
    var _a;
    return (_a = process.env['COMSPEC']) !== null && _a !== void 0 ? _a : `cmd.exe`;
}
//# sourceMappingURL=io-util.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/io/lib/io.js
var io_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};



/**
 * Copies a file or folder.
 * Based off of shelljs - https://github.com/shelljs/shelljs/blob/9237f66c52e5daa40458f94f9565e18e8132f5a6/src/cp.js
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See CopyOptions.
 */
function cp(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        const { force, recursive, copySourceDirectory } = readCopyOptions(options);
        const destStat = (yield ioUtil.exists(dest)) ? yield ioUtil.stat(dest) : null;
        // Dest is an existing file, but not forcing
        if (destStat && destStat.isFile() && !force) {
            return;
        }
        // If dest is an existing directory, should copy inside.
        const newDest = destStat && destStat.isDirectory() && copySourceDirectory
            ? path.join(dest, path.basename(source))
            : dest;
        if (!(yield ioUtil.exists(source))) {
            throw new Error(`no such file or directory: ${source}`);
        }
        const sourceStat = yield ioUtil.stat(source);
        if (sourceStat.isDirectory()) {
            if (!recursive) {
                throw new Error(`Failed to copy. ${source} is a directory, but tried to copy without recursive flag.`);
            }
            else {
                yield cpDirRecursive(source, newDest, 0, force);
            }
        }
        else {
            if (path.relative(source, newDest) === '') {
                // a file cannot be copied to itself
                throw new Error(`'${newDest}' and '${source}' are the same file`);
            }
            yield io_copyFile(source, newDest, force);
        }
    });
}
/**
 * Moves a path.
 *
 * @param     source    source path
 * @param     dest      destination path
 * @param     options   optional. See MoveOptions.
 */
function mv(source_1, dest_1) {
    return io_awaiter(this, arguments, void 0, function* (source, dest, options = {}) {
        if (yield ioUtil.exists(dest)) {
            let destExists = true;
            if (yield ioUtil.isDirectory(dest)) {
                // If dest is directory copy src into dest
                dest = path.join(dest, path.basename(source));
                destExists = yield ioUtil.exists(dest);
            }
            if (destExists) {
                if (options.force == null || options.force) {
                    yield rmRF(dest);
                }
                else {
                    throw new Error('Destination already exists');
                }
            }
        }
        yield mkdirP(path.dirname(dest));
        yield ioUtil.rename(source, dest);
    });
}
/**
 * Remove a path recursively with force
 *
 * @param inputPath path to remove
 */
function rmRF(inputPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (ioUtil.IS_WINDOWS) {
            // Check for invalid characters
            // https://docs.microsoft.com/en-us/windows/win32/fileio/naming-a-file
            if (/[*"<>|]/.test(inputPath)) {
                throw new Error('File path must not contain `*`, `"`, `<`, `>` or `|` on Windows');
            }
        }
        try {
            // note if path does not exist, error is silent
            yield ioUtil.rm(inputPath, {
                force: true,
                maxRetries: 3,
                recursive: true,
                retryDelay: 300
            });
        }
        catch (err) {
            throw new Error(`File was unable to be removed ${err}`);
        }
    });
}
/**
 * Make a directory.  Creates the full path with folders in between
 * Will throw if it fails
 *
 * @param   fsPath        path to create
 * @returns Promise<void>
 */
function mkdirP(fsPath) {
    return io_awaiter(this, void 0, void 0, function* () {
        ok(fsPath, 'a path argument must be provided');
        yield ioUtil.mkdir(fsPath, { recursive: true });
    });
}
/**
 * Returns path of a tool had the tool actually been invoked.  Resolves via paths.
 * If you check and the tool does not exist, it will throw.
 *
 * @param     tool              name of the tool
 * @param     check             whether to check if tool exists
 * @returns   Promise<string>   path to tool
 */
function which(tool, check) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // recursive when check=true
        if (check) {
            const result = yield which(tool, false);
            if (!result) {
                if (IS_WINDOWS) {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also verify the file has a valid extension for an executable file.`);
                }
                else {
                    throw new Error(`Unable to locate executable file: ${tool}. Please verify either the file path exists or the file can be found within a directory specified by the PATH environment variable. Also check the file mode to verify the file is executable.`);
                }
            }
            return result;
        }
        const matches = yield findInPath(tool);
        if (matches && matches.length > 0) {
            return matches[0];
        }
        return '';
    });
}
/**
 * Returns a list of all occurrences of the given tool on the system path.
 *
 * @returns   Promise<string[]>  the paths of the tool
 */
function findInPath(tool) {
    return io_awaiter(this, void 0, void 0, function* () {
        if (!tool) {
            throw new Error("parameter 'tool' is required");
        }
        // build the list of extensions to try
        const extensions = [];
        if (IS_WINDOWS && process.env['PATHEXT']) {
            for (const extension of process.env['PATHEXT'].split(external_path_.delimiter)) {
                if (extension) {
                    extensions.push(extension);
                }
            }
        }
        // if it's rooted, return it if exists. otherwise return empty.
        if (isRooted(tool)) {
            const filePath = yield tryGetExecutablePath(tool, extensions);
            if (filePath) {
                return [filePath];
            }
            return [];
        }
        // if any path separators, return empty
        if (tool.includes(external_path_.sep)) {
            return [];
        }
        // build the list of directories
        //
        // Note, technically "where" checks the current directory on Windows. From a toolkit perspective,
        // it feels like we should not do this. Checking the current directory seems like more of a use
        // case of a shell, and the which() function exposed by the toolkit should strive for consistency
        // across platforms.
        const directories = [];
        if (process.env.PATH) {
            for (const p of process.env.PATH.split(external_path_.delimiter)) {
                if (p) {
                    directories.push(p);
                }
            }
        }
        // find all matches
        const matches = [];
        for (const directory of directories) {
            const filePath = yield tryGetExecutablePath(external_path_.join(directory, tool), extensions);
            if (filePath) {
                matches.push(filePath);
            }
        }
        return matches;
    });
}
function readCopyOptions(options) {
    const force = options.force == null ? true : options.force;
    const recursive = Boolean(options.recursive);
    const copySourceDirectory = options.copySourceDirectory == null
        ? true
        : Boolean(options.copySourceDirectory);
    return { force, recursive, copySourceDirectory };
}
function cpDirRecursive(sourceDir, destDir, currentDepth, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        // Ensure there is not a run away recursive copy
        if (currentDepth >= 255)
            return;
        currentDepth++;
        yield mkdirP(destDir);
        const files = yield ioUtil.readdir(sourceDir);
        for (const fileName of files) {
            const srcFile = `${sourceDir}/${fileName}`;
            const destFile = `${destDir}/${fileName}`;
            const srcFileStat = yield ioUtil.lstat(srcFile);
            if (srcFileStat.isDirectory()) {
                // Recurse
                yield cpDirRecursive(srcFile, destFile, currentDepth, force);
            }
            else {
                yield io_copyFile(srcFile, destFile, force);
            }
        }
        // Change the mode for the newly created directory
        yield ioUtil.chmod(destDir, (yield ioUtil.stat(sourceDir)).mode);
    });
}
// Buffered file copy
function io_copyFile(srcFile, destFile, force) {
    return io_awaiter(this, void 0, void 0, function* () {
        if ((yield ioUtil.lstat(srcFile)).isSymbolicLink()) {
            // unlink/re-link it
            try {
                yield ioUtil.lstat(destFile);
                yield ioUtil.unlink(destFile);
            }
            catch (e) {
                // Try to override file permission
                if (e.code === 'EPERM') {
                    yield ioUtil.chmod(destFile, '0666');
                    yield ioUtil.unlink(destFile);
                }
                // other errors = it doesn't exist, no work to do
            }
            // Copy over symlink
            const symlinkFull = yield ioUtil.readlink(srcFile);
            yield ioUtil.symlink(symlinkFull, destFile, ioUtil.IS_WINDOWS ? 'junction' : null);
        }
        else if (!(yield ioUtil.exists(destFile)) || force) {
            yield ioUtil.copyFile(srcFile, destFile);
        }
    });
}
//# sourceMappingURL=io.js.map
;// CONCATENATED MODULE: external "timers"
const external_timers_namespaceObject = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/toolrunner.js
var toolrunner_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};







/* eslint-disable @typescript-eslint/unbound-method */
const toolrunner_IS_WINDOWS = process.platform === 'win32';
/*
 * Class for running command line tools. Handles quoting and arg parsing in a platform agnostic way.
 */
class ToolRunner extends external_events_.EventEmitter {
    constructor(toolPath, args, options) {
        super();
        if (!toolPath) {
            throw new Error("Parameter 'toolPath' cannot be null or empty.");
        }
        this.toolPath = toolPath;
        this.args = args || [];
        this.options = options || {};
    }
    _debug(message) {
        if (this.options.listeners && this.options.listeners.debug) {
            this.options.listeners.debug(message);
        }
    }
    _getCommandString(options, noPrefix) {
        const toolPath = this._getSpawnFileName();
        const args = this._getSpawnArgs(options);
        let cmd = noPrefix ? '' : '[command]'; // omit prefix when piped to a second tool
        if (toolrunner_IS_WINDOWS) {
            // Windows + cmd file
            if (this._isCmdFile()) {
                cmd += toolPath;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows + verbatim
            else if (options.windowsVerbatimArguments) {
                cmd += `"${toolPath}"`;
                for (const a of args) {
                    cmd += ` ${a}`;
                }
            }
            // Windows (regular)
            else {
                cmd += this._windowsQuoteCmdArg(toolPath);
                for (const a of args) {
                    cmd += ` ${this._windowsQuoteCmdArg(a)}`;
                }
            }
        }
        else {
            // OSX/Linux - this can likely be improved with some form of quoting.
            // creating processes on Unix is fundamentally different than Windows.
            // on Unix, execvp() takes an arg array.
            cmd += toolPath;
            for (const a of args) {
                cmd += ` ${a}`;
            }
        }
        return cmd;
    }
    _processLineBuffer(data, strBuffer, onLine) {
        try {
            let s = strBuffer + data.toString();
            let n = s.indexOf(external_os_namespaceObject.EOL);
            while (n > -1) {
                const line = s.substring(0, n);
                onLine(line);
                // the rest of the string ...
                s = s.substring(n + external_os_namespaceObject.EOL.length);
                n = s.indexOf(external_os_namespaceObject.EOL);
            }
            return s;
        }
        catch (err) {
            // streaming lines to console is best effort.  Don't fail a build.
            this._debug(`error processing line. Failed with error ${err}`);
            return '';
        }
    }
    _getSpawnFileName() {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                return process.env['COMSPEC'] || 'cmd.exe';
            }
        }
        return this.toolPath;
    }
    _getSpawnArgs(options) {
        if (toolrunner_IS_WINDOWS) {
            if (this._isCmdFile()) {
                let argline = `/D /S /C "${this._windowsQuoteCmdArg(this.toolPath)}`;
                for (const a of this.args) {
                    argline += ' ';
                    argline += options.windowsVerbatimArguments
                        ? a
                        : this._windowsQuoteCmdArg(a);
                }
                argline += '"';
                return [argline];
            }
        }
        return this.args;
    }
    _endsWith(str, end) {
        return str.endsWith(end);
    }
    _isCmdFile() {
        const upperToolPath = this.toolPath.toUpperCase();
        return (this._endsWith(upperToolPath, '.CMD') ||
            this._endsWith(upperToolPath, '.BAT'));
    }
    _windowsQuoteCmdArg(arg) {
        // for .exe, apply the normal quoting rules that libuv applies
        if (!this._isCmdFile()) {
            return this._uvQuoteCmdArg(arg);
        }
        // otherwise apply quoting rules specific to the cmd.exe command line parser.
        // the libuv rules are generic and are not designed specifically for cmd.exe
        // command line parser.
        //
        // for a detailed description of the cmd.exe command line parser, refer to
        // http://stackoverflow.com/questions/4094699/how-does-the-windows-command-interpreter-cmd-exe-parse-scripts/7970912#7970912
        // need quotes for empty arg
        if (!arg) {
            return '""';
        }
        // determine whether the arg needs to be quoted
        const cmdSpecialChars = [
            ' ',
            '\t',
            '&',
            '(',
            ')',
            '[',
            ']',
            '{',
            '}',
            '^',
            '=',
            ';',
            '!',
            "'",
            '+',
            ',',
            '`',
            '~',
            '|',
            '<',
            '>',
            '"'
        ];
        let needsQuotes = false;
        for (const char of arg) {
            if (cmdSpecialChars.some(x => x === char)) {
                needsQuotes = true;
                break;
            }
        }
        // short-circuit if quotes not needed
        if (!needsQuotes) {
            return arg;
        }
        // the following quoting rules are very similar to the rules that by libuv applies.
        //
        // 1) wrap the string in quotes
        //
        // 2) double-up quotes - i.e. " => ""
        //
        //    this is different from the libuv quoting rules. libuv replaces " with \", which unfortunately
        //    doesn't work well with a cmd.exe command line.
        //
        //    note, replacing " with "" also works well if the arg is passed to a downstream .NET console app.
        //    for example, the command line:
        //          foo.exe "myarg:""my val"""
        //    is parsed by a .NET console app into an arg array:
        //          [ "myarg:\"my val\"" ]
        //    which is the same end result when applying libuv quoting rules. although the actual
        //    command line from libuv quoting rules would look like:
        //          foo.exe "myarg:\"my val\""
        //
        // 3) double-up slashes that precede a quote,
        //    e.g.  hello \world    => "hello \world"
        //          hello\"world    => "hello\\""world"
        //          hello\\"world   => "hello\\\\""world"
        //          hello world\    => "hello world\\"
        //
        //    technically this is not required for a cmd.exe command line, or the batch argument parser.
        //    the reasons for including this as a .cmd quoting rule are:
        //
        //    a) this is optimized for the scenario where the argument is passed from the .cmd file to an
        //       external program. many programs (e.g. .NET console apps) rely on the slash-doubling rule.
        //
        //    b) it's what we've been doing previously (by deferring to node default behavior) and we
        //       haven't heard any complaints about that aspect.
        //
        // note, a weakness of the quoting rules chosen here, is that % is not escaped. in fact, % cannot be
        // escaped when used on the command line directly - even though within a .cmd file % can be escaped
        // by using %%.
        //
        // the saving grace is, on the command line, %var% is left as-is if var is not defined. this contrasts
        // the line parsing rules within a .cmd file, where if var is not defined it is replaced with nothing.
        //
        // one option that was explored was replacing % with ^% - i.e. %var% => ^%var^%. this hack would
        // often work, since it is unlikely that var^ would exist, and the ^ character is removed when the
        // variable is used. the problem, however, is that ^ is not removed when %* is used to pass the args
        // to an external program.
        //
        // an unexplored potential solution for the % escaping problem, is to create a wrapper .cmd file.
        // % can be escaped within a .cmd file.
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\'; // double the slash
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '"'; // double the quote
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _uvQuoteCmdArg(arg) {
        // Tool runner wraps child_process.spawn() and needs to apply the same quoting as
        // Node in certain cases where the undocumented spawn option windowsVerbatimArguments
        // is used.
        //
        // Since this function is a port of quote_cmd_arg from Node 4.x (technically, lib UV,
        // see https://github.com/nodejs/node/blob/v4.x/deps/uv/src/win/process.c for details),
        // pasting copyright notice from Node within this function:
        //
        //      Copyright Joyent, Inc. and other Node contributors. All rights reserved.
        //
        //      Permission is hereby granted, free of charge, to any person obtaining a copy
        //      of this software and associated documentation files (the "Software"), to
        //      deal in the Software without restriction, including without limitation the
        //      rights to use, copy, modify, merge, publish, distribute, sublicense, and/or
        //      sell copies of the Software, and to permit persons to whom the Software is
        //      furnished to do so, subject to the following conditions:
        //
        //      The above copyright notice and this permission notice shall be included in
        //      all copies or substantial portions of the Software.
        //
        //      THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR
        //      IMPLIED, INCLUDING BUT NOT LIMITED TO THE WARRANTIES OF MERCHANTABILITY,
        //      FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
        //      AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER
        //      LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING
        //      FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS
        //      IN THE SOFTWARE.
        if (!arg) {
            // Need double quotation for empty argument
            return '""';
        }
        if (!arg.includes(' ') && !arg.includes('\t') && !arg.includes('"')) {
            // No quotation needed
            return arg;
        }
        if (!arg.includes('"') && !arg.includes('\\')) {
            // No embedded double quotes or backslashes, so I can just wrap
            // quote marks around the whole thing.
            return `"${arg}"`;
        }
        // Expected input/output:
        //   input : hello"world
        //   output: "hello\"world"
        //   input : hello""world
        //   output: "hello\"\"world"
        //   input : hello\world
        //   output: hello\world
        //   input : hello\\world
        //   output: hello\\world
        //   input : hello\"world
        //   output: "hello\\\"world"
        //   input : hello\\"world
        //   output: "hello\\\\\"world"
        //   input : hello world\
        //   output: "hello world\\" - note the comment in libuv actually reads "hello world\"
        //                             but it appears the comment is wrong, it should be "hello world\\"
        let reverse = '"';
        let quoteHit = true;
        for (let i = arg.length; i > 0; i--) {
            // walk the string in reverse
            reverse += arg[i - 1];
            if (quoteHit && arg[i - 1] === '\\') {
                reverse += '\\';
            }
            else if (arg[i - 1] === '"') {
                quoteHit = true;
                reverse += '\\';
            }
            else {
                quoteHit = false;
            }
        }
        reverse += '"';
        return reverse.split('').reverse().join('');
    }
    _cloneExecOptions(options) {
        options = options || {};
        const result = {
            cwd: options.cwd || process.cwd(),
            env: options.env || process.env,
            silent: options.silent || false,
            windowsVerbatimArguments: options.windowsVerbatimArguments || false,
            failOnStdErr: options.failOnStdErr || false,
            ignoreReturnCode: options.ignoreReturnCode || false,
            delay: options.delay || 10000
        };
        result.outStream = options.outStream || process.stdout;
        result.errStream = options.errStream || process.stderr;
        return result;
    }
    _getSpawnOptions(options, toolPath) {
        options = options || {};
        const result = {};
        result.cwd = options.cwd;
        result.env = options.env;
        result['windowsVerbatimArguments'] =
            options.windowsVerbatimArguments || this._isCmdFile();
        if (options.windowsVerbatimArguments) {
            result.argv0 = `"${toolPath}"`;
        }
        return result;
    }
    /**
     * Exec a tool.
     * Output will be streamed to the live console.
     * Returns promise with return code
     *
     * @param     tool     path to tool to exec
     * @param     options  optional exec options.  See ExecOptions
     * @returns   number
     */
    exec() {
        return toolrunner_awaiter(this, void 0, void 0, function* () {
            // root the tool path if it is unrooted and contains relative pathing
            if (!isRooted(this.toolPath) &&
                (this.toolPath.includes('/') ||
                    (toolrunner_IS_WINDOWS && this.toolPath.includes('\\')))) {
                // prefer options.cwd if it is specified, however options.cwd may also need to be rooted
                this.toolPath = external_path_.resolve(process.cwd(), this.options.cwd || process.cwd(), this.toolPath);
            }
            // if the tool is only a file name, then resolve it from the PATH
            // otherwise verify it exists (add extension on Windows if necessary)
            this.toolPath = yield which(this.toolPath, true);
            return new Promise((resolve, reject) => toolrunner_awaiter(this, void 0, void 0, function* () {
                this._debug(`exec tool: ${this.toolPath}`);
                this._debug('arguments:');
                for (const arg of this.args) {
                    this._debug(`   ${arg}`);
                }
                const optionsNonNull = this._cloneExecOptions(this.options);
                if (!optionsNonNull.silent && optionsNonNull.outStream) {
                    optionsNonNull.outStream.write(this._getCommandString(optionsNonNull) + external_os_namespaceObject.EOL);
                }
                const state = new ExecState(optionsNonNull, this.toolPath);
                state.on('debug', (message) => {
                    this._debug(message);
                });
                if (this.options.cwd && !(yield exists(this.options.cwd))) {
                    return reject(new Error(`The cwd: ${this.options.cwd} does not exist!`));
                }
                const fileName = this._getSpawnFileName();
                const cp = external_child_process_namespaceObject.spawn(fileName, this._getSpawnArgs(optionsNonNull), this._getSpawnOptions(this.options, fileName));
                let stdbuffer = '';
                if (cp.stdout) {
                    cp.stdout.on('data', (data) => {
                        if (this.options.listeners && this.options.listeners.stdout) {
                            this.options.listeners.stdout(data);
                        }
                        if (!optionsNonNull.silent && optionsNonNull.outStream) {
                            optionsNonNull.outStream.write(data);
                        }
                        stdbuffer = this._processLineBuffer(data, stdbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.stdline) {
                                this.options.listeners.stdline(line);
                            }
                        });
                    });
                }
                let errbuffer = '';
                if (cp.stderr) {
                    cp.stderr.on('data', (data) => {
                        state.processStderr = true;
                        if (this.options.listeners && this.options.listeners.stderr) {
                            this.options.listeners.stderr(data);
                        }
                        if (!optionsNonNull.silent &&
                            optionsNonNull.errStream &&
                            optionsNonNull.outStream) {
                            const s = optionsNonNull.failOnStdErr
                                ? optionsNonNull.errStream
                                : optionsNonNull.outStream;
                            s.write(data);
                        }
                        errbuffer = this._processLineBuffer(data, errbuffer, (line) => {
                            if (this.options.listeners && this.options.listeners.errline) {
                                this.options.listeners.errline(line);
                            }
                        });
                    });
                }
                cp.on('error', (err) => {
                    state.processError = err.message;
                    state.processExited = true;
                    state.processClosed = true;
                    state.CheckComplete();
                });
                cp.on('exit', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    this._debug(`Exit code ${code} received from tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                cp.on('close', (code) => {
                    state.processExitCode = code;
                    state.processExited = true;
                    state.processClosed = true;
                    this._debug(`STDIO streams have closed for tool '${this.toolPath}'`);
                    state.CheckComplete();
                });
                state.on('done', (error, exitCode) => {
                    if (stdbuffer.length > 0) {
                        this.emit('stdline', stdbuffer);
                    }
                    if (errbuffer.length > 0) {
                        this.emit('errline', errbuffer);
                    }
                    cp.removeAllListeners();
                    if (error) {
                        reject(error);
                    }
                    else {
                        resolve(exitCode);
                    }
                });
                if (this.options.input) {
                    if (!cp.stdin) {
                        throw new Error('child process missing stdin');
                    }
                    cp.stdin.end(this.options.input);
                }
            }));
        });
    }
}
/**
 * Convert an arg string to an array of args. Handles escaping
 *
 * @param    argString   string of arguments
 * @returns  string[]    array of arguments
 */
function argStringToArray(argString) {
    const args = [];
    let inQuotes = false;
    let escaped = false;
    let arg = '';
    function append(c) {
        // we only escape double quotes.
        if (escaped && c !== '"') {
            arg += '\\';
        }
        arg += c;
        escaped = false;
    }
    for (let i = 0; i < argString.length; i++) {
        const c = argString.charAt(i);
        if (c === '"') {
            if (!escaped) {
                inQuotes = !inQuotes;
            }
            else {
                append(c);
            }
            continue;
        }
        if (c === '\\' && escaped) {
            append(c);
            continue;
        }
        if (c === '\\' && inQuotes) {
            escaped = true;
            continue;
        }
        if (c === ' ' && !inQuotes) {
            if (arg.length > 0) {
                args.push(arg);
                arg = '';
            }
            continue;
        }
        append(c);
    }
    if (arg.length > 0) {
        args.push(arg.trim());
    }
    return args;
}
class ExecState extends external_events_.EventEmitter {
    constructor(options, toolPath) {
        super();
        this.processClosed = false; // tracks whether the process has exited and stdio is closed
        this.processError = '';
        this.processExitCode = 0;
        this.processExited = false; // tracks whether the process has exited
        this.processStderr = false; // tracks whether stderr was written to
        this.delay = 10000; // 10 seconds
        this.done = false;
        this.timeout = null;
        if (!toolPath) {
            throw new Error('toolPath must not be empty');
        }
        this.options = options;
        this.toolPath = toolPath;
        if (options.delay) {
            this.delay = options.delay;
        }
    }
    CheckComplete() {
        if (this.done) {
            return;
        }
        if (this.processClosed) {
            this._setResult();
        }
        else if (this.processExited) {
            this.timeout = (0,external_timers_namespaceObject.setTimeout)(ExecState.HandleTimeout, this.delay, this);
        }
    }
    _debug(message) {
        this.emit('debug', message);
    }
    _setResult() {
        // determine whether there is an error
        let error;
        if (this.processExited) {
            if (this.processError) {
                error = new Error(`There was an error when attempting to execute the process '${this.toolPath}'. This may indicate the process failed to start. Error: ${this.processError}`);
            }
            else if (this.processExitCode !== 0 && !this.options.ignoreReturnCode) {
                error = new Error(`The process '${this.toolPath}' failed with exit code ${this.processExitCode}`);
            }
            else if (this.processStderr && this.options.failOnStdErr) {
                error = new Error(`The process '${this.toolPath}' failed because one or more lines were written to the STDERR stream`);
            }
        }
        // clear the timeout
        if (this.timeout) {
            clearTimeout(this.timeout);
            this.timeout = null;
        }
        this.done = true;
        this.emit('done', error, this.processExitCode);
    }
    static HandleTimeout(state) {
        if (state.done) {
            return;
        }
        if (!state.processClosed && state.processExited) {
            const message = `The STDIO streams did not close within ${state.delay / 1000} seconds of the exit event from process '${state.toolPath}'. This may indicate a child process inherited the STDIO streams and has not yet exited.`;
            state._debug(message);
        }
        state._setResult();
    }
}
//# sourceMappingURL=toolrunner.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/exec/lib/exec.js
var exec_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


/**
 * Exec a command.
 * Output will be streamed to the live console.
 * Returns promise with return code
 *
 * @param     commandLine        command to execute (can include additional args). Must be correctly escaped.
 * @param     args               optional arguments for tool. Escaping is handled by the lib.
 * @param     options            optional exec options.  See ExecOptions
 * @returns   Promise<number>    exit code
 */
function exec_exec(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        const commandArgs = tr.argStringToArray(commandLine);
        if (commandArgs.length === 0) {
            throw new Error(`Parameter 'commandLine' cannot be null or empty.`);
        }
        // Path to tool to execute should be first arg
        const toolPath = commandArgs[0];
        args = commandArgs.slice(1).concat(args || []);
        const runner = new tr.ToolRunner(toolPath, args, options);
        return runner.exec();
    });
}
/**
 * Exec a command and get the output.
 * Output will be streamed to the live console.
 * Returns promise with the exit code and collected stdout and stderr
 *
 * @param     commandLine           command to execute (can include additional args). Must be correctly escaped.
 * @param     args                  optional arguments for tool. Escaping is handled by the lib.
 * @param     options               optional exec options.  See ExecOptions
 * @returns   Promise<ExecOutput>   exit code, stdout, and stderr
 */
function getExecOutput(commandLine, args, options) {
    return exec_awaiter(this, void 0, void 0, function* () {
        var _a, _b;
        let stdout = '';
        let stderr = '';
        //Using string decoder covers the case where a mult-byte character is split
        const stdoutDecoder = new StringDecoder('utf8');
        const stderrDecoder = new StringDecoder('utf8');
        const originalStdoutListener = (_a = options === null || options === void 0 ? void 0 : options.listeners) === null || _a === void 0 ? void 0 : _a.stdout;
        const originalStdErrListener = (_b = options === null || options === void 0 ? void 0 : options.listeners) === null || _b === void 0 ? void 0 : _b.stderr;
        const stdErrListener = (data) => {
            stderr += stderrDecoder.write(data);
            if (originalStdErrListener) {
                originalStdErrListener(data);
            }
        };
        const stdOutListener = (data) => {
            stdout += stdoutDecoder.write(data);
            if (originalStdoutListener) {
                originalStdoutListener(data);
            }
        };
        const listeners = Object.assign(Object.assign({}, options === null || options === void 0 ? void 0 : options.listeners), { stdout: stdOutListener, stderr: stdErrListener });
        const exitCode = yield exec_exec(commandLine, args, Object.assign(Object.assign({}, options), { listeners }));
        //flush any remaining characters
        stdout += stdoutDecoder.end();
        stderr += stderrDecoder.end();
        return {
            exitCode,
            stdout,
            stderr
        };
    });
}
//# sourceMappingURL=exec.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/platform.js
var platform_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};


const getWindowsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout: version } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Version"', undefined, {
        silent: true
    });
    const { stdout: name } = yield exec.getExecOutput('powershell -command "(Get-CimInstance -ClassName Win32_OperatingSystem).Caption"', undefined, {
        silent: true
    });
    return {
        name: name.trim(),
        version: version.trim()
    };
});
const getMacOsInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    var _a, _b, _c, _d;
    const { stdout } = yield exec.getExecOutput('sw_vers', undefined, {
        silent: true
    });
    const version = (_b = (_a = stdout.match(/ProductVersion:\s*(.+)/)) === null || _a === void 0 ? void 0 : _a[1]) !== null && _b !== void 0 ? _b : '';
    const name = (_d = (_c = stdout.match(/ProductName:\s*(.+)/)) === null || _c === void 0 ? void 0 : _c[1]) !== null && _d !== void 0 ? _d : '';
    return {
        name,
        version
    };
});
const getLinuxInfo = () => platform_awaiter(void 0, void 0, void 0, function* () {
    const { stdout } = yield exec.getExecOutput('lsb_release', ['-i', '-r', '-s'], {
        silent: true
    });
    const [name, version] = stdout.trim().split('\n');
    return {
        name,
        version
    };
});
const platform = external_os_namespaceObject.platform();
const arch = external_os_namespaceObject.arch();
const isWindows = platform === 'win32';
const isMacOS = platform === 'darwin';
const isLinux = platform === 'linux';
function getDetails() {
    return platform_awaiter(this, void 0, void 0, function* () {
        return Object.assign(Object.assign({}, (yield (isWindows
            ? getWindowsInfo()
            : isMacOS
                ? getMacOsInfo()
                : getLinuxInfo()))), { platform,
            arch,
            isWindows,
            isMacOS,
            isLinux });
    });
}
//# sourceMappingURL=platform.js.map
;// CONCATENATED MODULE: ./node_modules/@actions/core/lib/core.js
var core_awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};






/**
 * The code to exit an action
 */
var ExitCode;
(function (ExitCode) {
    /**
     * A code indicating that the action was successful
     */
    ExitCode[ExitCode["Success"] = 0] = "Success";
    /**
     * A code indicating that the action was a failure
     */
    ExitCode[ExitCode["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
//-----------------------------------------------------------------------
// Variables
//-----------------------------------------------------------------------
/**
 * Sets env variable for this action and future actions in the job
 * @param name the name of the variable to set
 * @param val the value of the variable. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function exportVariable(name, val) {
    const convertedVal = toCommandValue(val);
    process.env[name] = convertedVal;
    const filePath = process.env['GITHUB_ENV'] || '';
    if (filePath) {
        return issueFileCommand('ENV', prepareKeyValueMessage(name, val));
    }
    issueCommand('set-env', { name }, convertedVal);
}
/**
 * Registers a secret which will get masked from logs
 *
 * @param secret - Value of the secret to be masked
 * @remarks
 * This function instructs the Actions runner to mask the specified value in any
 * logs produced during the workflow run. Once registered, the secret value will
 * be replaced with asterisks (***) whenever it appears in console output, logs,
 * or error messages.
 *
 * This is useful for protecting sensitive information such as:
 * - API keys
 * - Access tokens
 * - Authentication credentials
 * - URL parameters containing signatures (SAS tokens)
 *
 * Note that masking only affects future logs; any previous appearances of the
 * secret in logs before calling this function will remain unmasked.
 *
 * @example
 * ```typescript
 * // Register an API token as a secret
 * const apiToken = "abc123xyz456";
 * setSecret(apiToken);
 *
 * // Now any logs containing this value will show *** instead
 * console.log(`Using token: ${apiToken}`); // Outputs: "Using token: ***"
 * ```
 */
function core_setSecret(secret) {
    command_issueCommand('add-mask', {}, secret);
}
/**
 * Prepends inputPath to the PATH (for this action and future actions)
 * @param inputPath
 */
function addPath(inputPath) {
    const filePath = process.env['GITHUB_PATH'] || '';
    if (filePath) {
        issueFileCommand('PATH', inputPath);
    }
    else {
        issueCommand('add-path', {}, inputPath);
    }
    process.env['PATH'] = `${inputPath}${path.delimiter}${process.env['PATH']}`;
}
/**
 * Gets the value of an input.
 * Unless trimWhitespace is set to false in InputOptions, the value is also trimmed.
 * Returns an empty string if the value is not defined.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string
 */
function getInput(name, options) {
    const val = process.env[`INPUT_${name.replace(/ /g, '_').toUpperCase()}`] || '';
    if (options && options.required && !val) {
        throw new Error(`Input required and not supplied: ${name}`);
    }
    if (options && options.trimWhitespace === false) {
        return val;
    }
    return val.trim();
}
/**
 * Gets the values of an multiline input.  Each value is also trimmed.
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   string[]
 *
 */
function getMultilineInput(name, options) {
    const inputs = getInput(name, options)
        .split('\n')
        .filter(x => x !== '');
    if (options && options.trimWhitespace === false) {
        return inputs;
    }
    return inputs.map(input => input.trim());
}
/**
 * Gets the input value of the boolean type in the YAML 1.2 "core schema" specification.
 * Support boolean input list: `true | True | TRUE | false | False | FALSE` .
 * The return value is also in boolean type.
 * ref: https://yaml.org/spec/1.2/spec.html#id2804923
 *
 * @param     name     name of the input to get
 * @param     options  optional. See InputOptions.
 * @returns   boolean
 */
function getBooleanInput(name, options) {
    const trueValue = ['true', 'True', 'TRUE'];
    const falseValue = ['false', 'False', 'FALSE'];
    const val = getInput(name, options);
    if (trueValue.includes(val))
        return true;
    if (falseValue.includes(val))
        return false;
    throw new TypeError(`Input does not meet YAML 1.2 "Core Schema" specification: ${name}\n` +
        `Support boolean input list: \`true | True | TRUE | false | False | FALSE\``);
}
/**
 * Sets the value of an output.
 *
 * @param     name     name of the output to set
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function setOutput(name, value) {
    const filePath = process.env['GITHUB_OUTPUT'] || '';
    if (filePath) {
        return file_command_issueFileCommand('OUTPUT', file_command_prepareKeyValueMessage(name, value));
    }
    process.stdout.write(external_os_namespaceObject.EOL);
    command_issueCommand('set-output', { name }, utils_toCommandValue(value));
}
/**
 * Enables or disables the echoing of commands into stdout for the rest of the step.
 * Echoing is disabled by default if ACTIONS_STEP_DEBUG is not set.
 *
 */
function setCommandEcho(enabled) {
    issue('echo', enabled ? 'on' : 'off');
}
//-----------------------------------------------------------------------
// Results
//-----------------------------------------------------------------------
/**
 * Sets the action status to failed.
 * When the action exits it will be with an exit code of 1
 * @param message add error issue message
 */
function setFailed(message) {
    process.exitCode = ExitCode.Failure;
    error(message);
}
//-----------------------------------------------------------------------
// Logging Commands
//-----------------------------------------------------------------------
/**
 * Gets whether Actions Step Debug is on or not
 */
function isDebug() {
    return process.env['RUNNER_DEBUG'] === '1';
}
/**
 * Writes debug message to user log
 * @param message debug message
 */
function core_debug(message) {
    command_issueCommand('debug', {}, message);
}
/**
 * Adds an error issue
 * @param message error issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function error(message, properties = {}) {
    command_issueCommand('error', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a warning issue
 * @param message warning issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function warning(message, properties = {}) {
    command_issueCommand('warning', utils_toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Adds a notice issue
 * @param message notice issue message. Errors will be converted to string via toString()
 * @param properties optional properties to add to the annotation.
 */
function notice(message, properties = {}) {
    issueCommand('notice', toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
/**
 * Writes info to log with console.log.
 * @param message info message
 */
function info(message) {
    process.stdout.write(message + external_os_namespaceObject.EOL);
}
/**
 * Begin an output group.
 *
 * Output until the next `groupEnd` will be foldable in this group
 *
 * @param name The name of the output group
 */
function startGroup(name) {
    issue('group', name);
}
/**
 * End an output group.
 */
function endGroup() {
    issue('endgroup');
}
/**
 * Wrap an asynchronous function call in a group.
 *
 * Returns the same type as the function itself.
 *
 * @param name The name of the group
 * @param fn The function to wrap in the group
 */
function group(name, fn) {
    return core_awaiter(this, void 0, void 0, function* () {
        startGroup(name);
        let result;
        try {
            result = yield fn();
        }
        finally {
            endGroup();
        }
        return result;
    });
}
//-----------------------------------------------------------------------
// Wrapper action state
//-----------------------------------------------------------------------
/**
 * Saves state for current action, the state can only be retrieved by this action's post job execution.
 *
 * @param     name     name of the state to store
 * @param     value    value to store. Non-string values will be converted to a string via JSON.stringify
 */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
function saveState(name, value) {
    const filePath = process.env['GITHUB_STATE'] || '';
    if (filePath) {
        return issueFileCommand('STATE', prepareKeyValueMessage(name, value));
    }
    issueCommand('save-state', { name }, toCommandValue(value));
}
/**
 * Gets the value of an state set by this action's main execution.
 *
 * @param     name     name of the state to get
 * @returns   string
 */
function getState(name) {
    return process.env[`STATE_${name}`] || '';
}
function getIDToken(aud) {
    return core_awaiter(this, void 0, void 0, function* () {
        return yield OidcClient.getIDToken(aud);
    });
}
/**
 * Summary exports
 */

/**
 * @deprecated use core.summary
 */

/**
 * Path exports
 */

/**
 * Platform utilities exports
 */

//# sourceMappingURL=core.js.map
;// CONCATENATED MODULE: ./lib/runner.js

/** The GitHub runner, through its toolkit. */
const githubRunner = {
    // core.getInput does not tell an empty input from one that is not there. Its name: actions/runner, Handler.cs.
    input: (name) => process.env[`INPUT_${name.toUpperCase()}`],
    mask: core_setSecret,
    idTokenSource() {
        const requestUrl = process.env['ACTIONS_ID_TOKEN_REQUEST_URL'];
        const requestToken = process.env['ACTIONS_ID_TOKEN_REQUEST_TOKEN'];
        return requestUrl && requestToken ? { requestUrl, requestToken } : undefined;
    },
    info: info,
    warning: (text) => warning(text),
    error: (text) => error(text),
    debug: core_debug,
    output: setOutput,
    async summary(html) {
        // Outside a runner there is nowhere to write it.
        if (process.env['GITHUB_STEP_SUMMARY']) {
            await summary.emptyBuffer().addRaw(html, true).write({ overwrite: true });
        }
    },
};


/***/ }),

/***/ 8313:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


// EXPORTS
__nccwpck_require__.d(__webpack_exports__, {
  Qq: () => (/* binding */ HttpClient)
});

// UNUSED EXPORTS: Headers, HttpClientError, HttpClientResponse, HttpCodes, MediaTypes, getProxyUrl, isHttps

// EXTERNAL MODULE: external "http"
var external_http_ = __nccwpck_require__(8611);
var external_http_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_http_, 2);
// EXTERNAL MODULE: external "https"
var external_https_ = __nccwpck_require__(5692);
var external_https_namespaceObject = /*#__PURE__*/__nccwpck_require__.t(external_https_, 2);
;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
    const usingSsl = reqUrl.protocol === 'https:';
    if (checkBypass(reqUrl)) {
        return undefined;
    }
    const proxyVar = (() => {
        if (usingSsl) {
            return process.env['https_proxy'] || process.env['HTTPS_PROXY'];
        }
        else {
            return process.env['http_proxy'] || process.env['HTTP_PROXY'];
        }
    })();
    if (proxyVar) {
        try {
            return new DecodedURL(proxyVar);
        }
        catch (_a) {
            if (!proxyVar.startsWith('http://') && !proxyVar.startsWith('https://'))
                return new DecodedURL(`http://${proxyVar}`);
        }
    }
    else {
        return undefined;
    }
}
function checkBypass(reqUrl) {
    if (!reqUrl.hostname) {
        return false;
    }
    const reqHost = reqUrl.hostname;
    if (isLoopbackAddress(reqHost)) {
        return true;
    }
    const noProxy = process.env['no_proxy'] || process.env['NO_PROXY'] || '';
    if (!noProxy) {
        return false;
    }
    // Determine the request port
    let reqPort;
    if (reqUrl.port) {
        reqPort = Number(reqUrl.port);
    }
    else if (reqUrl.protocol === 'http:') {
        reqPort = 80;
    }
    else if (reqUrl.protocol === 'https:') {
        reqPort = 443;
    }
    // Format the request hostname and hostname with port
    const upperReqHosts = [reqUrl.hostname.toUpperCase()];
    if (typeof reqPort === 'number') {
        upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
    }
    // Compare request host against noproxy
    for (const upperNoProxyItem of noProxy
        .split(',')
        .map(x => x.trim().toUpperCase())
        .filter(x => x)) {
        if (upperNoProxyItem === '*' ||
            upperReqHosts.some(x => x === upperNoProxyItem ||
                x.endsWith(`.${upperNoProxyItem}`) ||
                (upperNoProxyItem.startsWith('.') &&
                    x.endsWith(`${upperNoProxyItem}`)))) {
            return true;
        }
    }
    return false;
}
function isLoopbackAddress(host) {
    const hostLower = host.toLowerCase();
    return (hostLower === 'localhost' ||
        hostLower.startsWith('127.') ||
        hostLower.startsWith('[::1]') ||
        hostLower.startsWith('[0:0:0:0:0:0:0:1]'));
}
class DecodedURL extends URL {
    constructor(url, base) {
        super(url, base);
        this._decodedUsername = decodeURIComponent(super.username);
        this._decodedPassword = decodeURIComponent(super.password);
    }
    get username() {
        return this._decodedUsername;
    }
    get password() {
        return this._decodedPassword;
    }
}
//# sourceMappingURL=proxy.js.map
// EXTERNAL MODULE: ./node_modules/tunnel/index.js
var tunnel = __nccwpck_require__(770);
;// CONCATENATED MODULE: ./stubs/undici/index.js
/**
 * Stands in for undici. @actions/http-client imports it for `getAgentDispatcher` alone, which nobody here calls: it makes a
 * proxy's dispatcher for a request by `fetch`, and the action's requests go out by node's own `https`. undici would be two
 * thirds of the code that is loaded at every start.
 */
class ProxyAgent {
  constructor() {
    throw new Error(
      'undici is left out of this bundle, so there is no dispatcher for fetch: use HttpClient.request.',
    );
  }
}

;// CONCATENATED MODULE: ./node_modules/@actions/http-client/lib/index.js
/* eslint-disable @typescript-eslint/no-explicit-any */
var __awaiter = (undefined && undefined.__awaiter) || function (thisArg, _arguments, P, generator) {
    function adopt(value) { return value instanceof P ? value : new P(function (resolve) { resolve(value); }); }
    return new (P || (P = Promise))(function (resolve, reject) {
        function fulfilled(value) { try { step(generator.next(value)); } catch (e) { reject(e); } }
        function rejected(value) { try { step(generator["throw"](value)); } catch (e) { reject(e); } }
        function step(result) { result.done ? resolve(result.value) : adopt(result.value).then(fulfilled, rejected); }
        step((generator = generator.apply(thisArg, _arguments || [])).next());
    });
};





var HttpCodes;
(function (HttpCodes) {
    HttpCodes[HttpCodes["OK"] = 200] = "OK";
    HttpCodes[HttpCodes["MultipleChoices"] = 300] = "MultipleChoices";
    HttpCodes[HttpCodes["MovedPermanently"] = 301] = "MovedPermanently";
    HttpCodes[HttpCodes["ResourceMoved"] = 302] = "ResourceMoved";
    HttpCodes[HttpCodes["SeeOther"] = 303] = "SeeOther";
    HttpCodes[HttpCodes["NotModified"] = 304] = "NotModified";
    HttpCodes[HttpCodes["UseProxy"] = 305] = "UseProxy";
    HttpCodes[HttpCodes["SwitchProxy"] = 306] = "SwitchProxy";
    HttpCodes[HttpCodes["TemporaryRedirect"] = 307] = "TemporaryRedirect";
    HttpCodes[HttpCodes["PermanentRedirect"] = 308] = "PermanentRedirect";
    HttpCodes[HttpCodes["BadRequest"] = 400] = "BadRequest";
    HttpCodes[HttpCodes["Unauthorized"] = 401] = "Unauthorized";
    HttpCodes[HttpCodes["PaymentRequired"] = 402] = "PaymentRequired";
    HttpCodes[HttpCodes["Forbidden"] = 403] = "Forbidden";
    HttpCodes[HttpCodes["NotFound"] = 404] = "NotFound";
    HttpCodes[HttpCodes["MethodNotAllowed"] = 405] = "MethodNotAllowed";
    HttpCodes[HttpCodes["NotAcceptable"] = 406] = "NotAcceptable";
    HttpCodes[HttpCodes["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
    HttpCodes[HttpCodes["RequestTimeout"] = 408] = "RequestTimeout";
    HttpCodes[HttpCodes["Conflict"] = 409] = "Conflict";
    HttpCodes[HttpCodes["Gone"] = 410] = "Gone";
    HttpCodes[HttpCodes["TooManyRequests"] = 429] = "TooManyRequests";
    HttpCodes[HttpCodes["InternalServerError"] = 500] = "InternalServerError";
    HttpCodes[HttpCodes["NotImplemented"] = 501] = "NotImplemented";
    HttpCodes[HttpCodes["BadGateway"] = 502] = "BadGateway";
    HttpCodes[HttpCodes["ServiceUnavailable"] = 503] = "ServiceUnavailable";
    HttpCodes[HttpCodes["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function (Headers) {
    Headers["Accept"] = "accept";
    Headers["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function (MediaTypes) {
    MediaTypes["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
/**
 * Returns the proxy URL, depending upon the supplied url and proxy environment variables.
 * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
 */
function lib_getProxyUrl(serverUrl) {
    const proxyUrl = pm.getProxyUrl(new URL(serverUrl));
    return proxyUrl ? proxyUrl.href : '';
}
const HttpRedirectCodes = [
    HttpCodes.MovedPermanently,
    HttpCodes.ResourceMoved,
    HttpCodes.SeeOther,
    HttpCodes.TemporaryRedirect,
    HttpCodes.PermanentRedirect
];
const HttpResponseRetryCodes = [
    HttpCodes.BadGateway,
    HttpCodes.ServiceUnavailable,
    HttpCodes.GatewayTimeout
];
const RetryableHttpVerbs = ['OPTIONS', 'GET', 'DELETE', 'HEAD'];
const ExponentialBackoffCeiling = 10;
const ExponentialBackoffTimeSlice = 5;
class HttpClientError extends Error {
    constructor(message, statusCode) {
        super(message);
        this.name = 'HttpClientError';
        this.statusCode = statusCode;
        Object.setPrototypeOf(this, HttpClientError.prototype);
    }
}
class HttpClientResponse {
    constructor(message) {
        this.message = message;
    }
    readBody() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                let output = Buffer.alloc(0);
                this.message.on('data', (chunk) => {
                    output = Buffer.concat([output, chunk]);
                });
                this.message.on('end', () => {
                    resolve(output.toString());
                });
            }));
        });
    }
    readBodyBuffer() {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve) => __awaiter(this, void 0, void 0, function* () {
                const chunks = [];
                this.message.on('data', (chunk) => {
                    chunks.push(chunk);
                });
                this.message.on('end', () => {
                    resolve(Buffer.concat(chunks));
                });
            }));
        });
    }
}
function isHttps(requestUrl) {
    const parsedUrl = new URL(requestUrl);
    return parsedUrl.protocol === 'https:';
}
class HttpClient {
    constructor(userAgent, handlers, requestOptions) {
        this._ignoreSslError = false;
        this._allowRedirects = true;
        this._allowRedirectDowngrade = false;
        this._maxRedirects = 50;
        this._allowRetries = false;
        this._maxRetries = 1;
        this._keepAlive = false;
        this._disposed = false;
        this.userAgent = this._getUserAgentWithOrchestrationId(userAgent);
        this.handlers = handlers || [];
        this.requestOptions = requestOptions;
        if (requestOptions) {
            if (requestOptions.ignoreSslError != null) {
                this._ignoreSslError = requestOptions.ignoreSslError;
            }
            this._socketTimeout = requestOptions.socketTimeout;
            if (requestOptions.allowRedirects != null) {
                this._allowRedirects = requestOptions.allowRedirects;
            }
            if (requestOptions.allowRedirectDowngrade != null) {
                this._allowRedirectDowngrade = requestOptions.allowRedirectDowngrade;
            }
            if (requestOptions.maxRedirects != null) {
                this._maxRedirects = Math.max(requestOptions.maxRedirects, 0);
            }
            if (requestOptions.keepAlive != null) {
                this._keepAlive = requestOptions.keepAlive;
            }
            if (requestOptions.allowRetries != null) {
                this._allowRetries = requestOptions.allowRetries;
            }
            if (requestOptions.maxRetries != null) {
                this._maxRetries = requestOptions.maxRetries;
            }
        }
    }
    options(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('OPTIONS', requestUrl, null, additionalHeaders || {});
        });
    }
    get(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('GET', requestUrl, null, additionalHeaders || {});
        });
    }
    del(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('DELETE', requestUrl, null, additionalHeaders || {});
        });
    }
    post(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('POST', requestUrl, data, additionalHeaders || {});
        });
    }
    patch(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PATCH', requestUrl, data, additionalHeaders || {});
        });
    }
    put(requestUrl, data, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('PUT', requestUrl, data, additionalHeaders || {});
        });
    }
    head(requestUrl, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request('HEAD', requestUrl, null, additionalHeaders || {});
        });
    }
    sendStream(verb, requestUrl, stream, additionalHeaders) {
        return __awaiter(this, void 0, void 0, function* () {
            return this.request(verb, requestUrl, stream, additionalHeaders);
        });
    }
    /**
     * Gets a typed object from an endpoint
     * Be aware that not found returns a null.  Other errors (4xx, 5xx) reject the promise
     */
    getJson(requestUrl_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, additionalHeaders = {}) {
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            const res = yield this.get(requestUrl, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    postJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.post(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    putJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.put(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    patchJson(requestUrl_1, obj_1) {
        return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
            const data = JSON.stringify(obj, null, 2);
            additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
            additionalHeaders[Headers.ContentType] =
                this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
            const res = yield this.patch(requestUrl, data, additionalHeaders);
            return this._processResponse(res, this.requestOptions);
        });
    }
    /**
     * Makes a raw http request.
     * All other methods such as get, post, patch, and request ultimately call this.
     * Prefer get, del, post and patch
     */
    request(verb, requestUrl, data, headers) {
        return __awaiter(this, void 0, void 0, function* () {
            if (this._disposed) {
                throw new Error('Client has already been disposed.');
            }
            const parsedUrl = new URL(requestUrl);
            let info = this._prepareRequest(verb, parsedUrl, headers);
            // Only perform retries on reads since writes may not be idempotent.
            const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb)
                ? this._maxRetries + 1
                : 1;
            let numTries = 0;
            let response;
            do {
                response = yield this.requestRaw(info, data);
                // Check if it's an authentication challenge
                if (response &&
                    response.message &&
                    response.message.statusCode === HttpCodes.Unauthorized) {
                    let authenticationHandler;
                    for (const handler of this.handlers) {
                        if (handler.canHandleAuthentication(response)) {
                            authenticationHandler = handler;
                            break;
                        }
                    }
                    if (authenticationHandler) {
                        return authenticationHandler.handleAuthentication(this, info, data);
                    }
                    else {
                        // We have received an unauthorized response but have no handlers to handle it.
                        // Let the response return to the caller.
                        return response;
                    }
                }
                let redirectsRemaining = this._maxRedirects;
                while (response.message.statusCode &&
                    HttpRedirectCodes.includes(response.message.statusCode) &&
                    this._allowRedirects &&
                    redirectsRemaining > 0) {
                    const redirectUrl = response.message.headers['location'];
                    if (!redirectUrl) {
                        // if there's no location to redirect to, we won't
                        break;
                    }
                    const parsedRedirectUrl = new URL(redirectUrl);
                    if (parsedUrl.protocol === 'https:' &&
                        parsedUrl.protocol !== parsedRedirectUrl.protocol &&
                        !this._allowRedirectDowngrade) {
                        throw new Error('Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.');
                    }
                    // we need to finish reading the response before reassigning response
                    // which will leak the open socket.
                    yield response.readBody();
                    // strip authorization header if redirected to a different hostname
                    if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
                        for (const header in headers) {
                            // header names are case insensitive
                            if (header.toLowerCase() === 'authorization') {
                                delete headers[header];
                            }
                        }
                    }
                    // let's make the request with the new redirectUrl
                    info = this._prepareRequest(verb, parsedRedirectUrl, headers);
                    response = yield this.requestRaw(info, data);
                    redirectsRemaining--;
                }
                if (!response.message.statusCode ||
                    !HttpResponseRetryCodes.includes(response.message.statusCode)) {
                    // If not a retry code, return immediately instead of retrying
                    return response;
                }
                numTries += 1;
                if (numTries < maxTries) {
                    yield response.readBody();
                    yield this._performExponentialBackoff(numTries);
                }
            } while (numTries < maxTries);
            return response;
        });
    }
    /**
     * Needs to be called if keepAlive is set to true in request options.
     */
    dispose() {
        if (this._agent) {
            this._agent.destroy();
        }
        this._disposed = true;
    }
    /**
     * Raw request.
     * @param info
     * @param data
     */
    requestRaw(info, data) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => {
                function callbackForResult(err, res) {
                    if (err) {
                        reject(err);
                    }
                    else if (!res) {
                        // If `err` is not passed, then `res` must be passed.
                        reject(new Error('Unknown error'));
                    }
                    else {
                        resolve(res);
                    }
                }
                this.requestRawWithCallback(info, data, callbackForResult);
            });
        });
    }
    /**
     * Raw request with callback.
     * @param info
     * @param data
     * @param onResult
     */
    requestRawWithCallback(info, data, onResult) {
        if (typeof data === 'string') {
            if (!info.options.headers) {
                info.options.headers = {};
            }
            info.options.headers['Content-Length'] = Buffer.byteLength(data, 'utf8');
        }
        let callbackCalled = false;
        function handleResult(err, res) {
            if (!callbackCalled) {
                callbackCalled = true;
                onResult(err, res);
            }
        }
        const req = info.httpModule.request(info.options, (msg) => {
            const res = new HttpClientResponse(msg);
            handleResult(undefined, res);
        });
        let socket;
        req.on('socket', sock => {
            socket = sock;
        });
        // If we ever get disconnected, we want the socket to timeout eventually
        req.setTimeout(this._socketTimeout || 3 * 60000, () => {
            if (socket) {
                socket.end();
            }
            handleResult(new Error(`Request timeout: ${info.options.path}`));
        });
        req.on('error', function (err) {
            // err has statusCode property
            // res should have headers
            handleResult(err);
        });
        if (data && typeof data === 'string') {
            req.write(data, 'utf8');
        }
        if (data && typeof data !== 'string') {
            data.on('close', function () {
                req.end();
            });
            data.pipe(req);
        }
        else {
            req.end();
        }
    }
    /**
     * Gets an http agent. This function is useful when you need an http agent that handles
     * routing through a proxy server - depending upon the url and proxy environment variables.
     * @param serverUrl  The server URL where the request will be sent. For example, https://api.github.com
     */
    getAgent(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        return this._getAgent(parsedUrl);
    }
    getAgentDispatcher(serverUrl) {
        const parsedUrl = new URL(serverUrl);
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (!useProxy) {
            return;
        }
        return this._getProxyAgentDispatcher(parsedUrl, proxyUrl);
    }
    _prepareRequest(method, requestUrl, headers) {
        const info = {};
        info.parsedUrl = requestUrl;
        const usingSsl = info.parsedUrl.protocol === 'https:';
        info.httpModule = usingSsl ? external_https_namespaceObject : external_http_namespaceObject;
        const defaultPort = usingSsl ? 443 : 80;
        info.options = {};
        info.options.host = info.parsedUrl.hostname;
        info.options.port = info.parsedUrl.port
            ? parseInt(info.parsedUrl.port)
            : defaultPort;
        info.options.path =
            (info.parsedUrl.pathname || '') + (info.parsedUrl.search || '');
        info.options.method = method;
        info.options.headers = this._mergeHeaders(headers);
        if (this.userAgent != null) {
            info.options.headers['user-agent'] = this.userAgent;
        }
        info.options.agent = this._getAgent(info.parsedUrl);
        // gives handlers an opportunity to participate
        if (this.handlers) {
            for (const handler of this.handlers) {
                handler.prepareRequest(info.options);
            }
        }
        return info;
    }
    _mergeHeaders(headers) {
        if (this.requestOptions && this.requestOptions.headers) {
            return Object.assign({}, lowercaseKeys(this.requestOptions.headers), lowercaseKeys(headers || {}));
        }
        return lowercaseKeys(headers || {});
    }
    /**
     * Gets an existing header value or returns a default.
     * Handles converting number header values to strings since HTTP headers must be strings.
     * Note: This returns string | string[] since some headers can have multiple values.
     * For headers that must always be a single string (like Content-Type), use the
     * specialized _getExistingOrDefaultContentTypeHeader method instead.
     */
    _getExistingOrDefaultHeader(additionalHeaders, header, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[header];
            if (headerValue) {
                clientHeader =
                    typeof headerValue === 'number' ? headerValue.toString() : headerValue;
            }
        }
        const additionalValue = additionalHeaders[header];
        if (additionalValue !== undefined) {
            return typeof additionalValue === 'number'
                ? additionalValue.toString()
                : additionalValue;
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    /**
     * Specialized version of _getExistingOrDefaultHeader for Content-Type header.
     * Always returns a single string (not an array) since Content-Type should be a single value.
     * Converts arrays to comma-separated strings and numbers to strings to ensure type safety.
     * This was split from _getExistingOrDefaultHeader to provide stricter typing for callers
     * that assign the result to places expecting a string (e.g., additionalHeaders[Headers.ContentType]).
     */
    _getExistingOrDefaultContentTypeHeader(additionalHeaders, _default) {
        let clientHeader;
        if (this.requestOptions && this.requestOptions.headers) {
            const headerValue = lowercaseKeys(this.requestOptions.headers)[Headers.ContentType];
            if (headerValue) {
                if (typeof headerValue === 'number') {
                    clientHeader = String(headerValue);
                }
                else if (Array.isArray(headerValue)) {
                    clientHeader = headerValue.join(', ');
                }
                else {
                    clientHeader = headerValue;
                }
            }
        }
        const additionalValue = additionalHeaders[Headers.ContentType];
        // Return the first non-undefined value, converting numbers or arrays to strings if necessary
        if (additionalValue !== undefined) {
            if (typeof additionalValue === 'number') {
                return String(additionalValue);
            }
            else if (Array.isArray(additionalValue)) {
                return additionalValue.join(', ');
            }
            else {
                return additionalValue;
            }
        }
        if (clientHeader !== undefined) {
            return clientHeader;
        }
        return _default;
    }
    _getAgent(parsedUrl) {
        let agent;
        const proxyUrl = getProxyUrl(parsedUrl);
        const useProxy = proxyUrl && proxyUrl.hostname;
        if (this._keepAlive && useProxy) {
            agent = this._proxyAgent;
        }
        if (!useProxy) {
            agent = this._agent;
        }
        // if agent is already assigned use that agent.
        if (agent) {
            return agent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        let maxSockets = 100;
        if (this.requestOptions) {
            maxSockets = this.requestOptions.maxSockets || external_http_.globalAgent.maxSockets;
        }
        // This is `useProxy` again, but we need to check `proxyURl` directly for TypeScripts's flow analysis.
        if (proxyUrl && proxyUrl.hostname) {
            const agentOptions = {
                maxSockets,
                keepAlive: this._keepAlive,
                proxy: Object.assign(Object.assign({}, ((proxyUrl.username || proxyUrl.password) && {
                    proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
                })), { host: proxyUrl.hostname, port: proxyUrl.port })
            };
            let tunnelAgent;
            const overHttps = proxyUrl.protocol === 'https:';
            if (usingSsl) {
                tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp;
            }
            else {
                tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
            }
            agent = tunnelAgent(agentOptions);
            this._proxyAgent = agent;
        }
        // if tunneling agent isn't assigned create a new agent
        if (!agent) {
            const options = { keepAlive: this._keepAlive, maxSockets };
            agent = usingSsl ? new external_https_.Agent(options) : new external_http_.Agent(options);
            this._agent = agent;
        }
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            agent.options = Object.assign(agent.options || {}, {
                rejectUnauthorized: false
            });
        }
        return agent;
    }
    _getProxyAgentDispatcher(parsedUrl, proxyUrl) {
        let proxyAgent;
        if (this._keepAlive) {
            proxyAgent = this._proxyAgentDispatcher;
        }
        // if agent is already assigned use that agent.
        if (proxyAgent) {
            return proxyAgent;
        }
        const usingSsl = parsedUrl.protocol === 'https:';
        proxyAgent = new ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, ((proxyUrl.username || proxyUrl.password) && {
            token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString('base64')}`
        })));
        this._proxyAgentDispatcher = proxyAgent;
        if (usingSsl && this._ignoreSslError) {
            // we don't want to set NODE_TLS_REJECT_UNAUTHORIZED=0 since that will affect request for entire process
            // http.RequestOptions doesn't expose a way to modify RequestOptions.agent.options
            // we have to cast it to any and change it directly
            proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
                rejectUnauthorized: false
            });
        }
        return proxyAgent;
    }
    _getUserAgentWithOrchestrationId(userAgent) {
        const baseUserAgent = userAgent || 'actions/http-client';
        const orchId = process.env['ACTIONS_ORCHESTRATION_ID'];
        if (orchId) {
            // Sanitize the orchestration ID to ensure it contains only valid characters
            // Valid characters: 0-9, a-z, _, -, .
            const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, '_');
            return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
        }
        return baseUserAgent;
    }
    _performExponentialBackoff(retryNumber) {
        return __awaiter(this, void 0, void 0, function* () {
            retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
            const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
            return new Promise(resolve => setTimeout(() => resolve(), ms));
        });
    }
    _processResponse(res, options) {
        return __awaiter(this, void 0, void 0, function* () {
            return new Promise((resolve, reject) => __awaiter(this, void 0, void 0, function* () {
                const statusCode = res.message.statusCode || 0;
                const response = {
                    statusCode,
                    result: null,
                    headers: {}
                };
                // not found leads to null obj returned
                if (statusCode === HttpCodes.NotFound) {
                    resolve(response);
                }
                // get the result from the body
                function dateTimeDeserializer(key, value) {
                    if (typeof value === 'string') {
                        const a = new Date(value);
                        if (!isNaN(a.valueOf())) {
                            return a;
                        }
                    }
                    return value;
                }
                let obj;
                let contents;
                try {
                    contents = yield res.readBody();
                    if (contents && contents.length > 0) {
                        if (options && options.deserializeDates) {
                            obj = JSON.parse(contents, dateTimeDeserializer);
                        }
                        else {
                            obj = JSON.parse(contents);
                        }
                        response.result = obj;
                    }
                    response.headers = res.message.headers;
                }
                catch (err) {
                    // Invalid resource (contents not json);  leaving result obj null
                }
                // note that 3xx redirects are handled by the http layer.
                if (statusCode > 299) {
                    let msg;
                    // if exception/error in body, attempt to get better error
                    if (obj && obj.message) {
                        msg = obj.message;
                    }
                    else if (contents && contents.length > 0) {
                        // it may be the case that the exception is in the body message as string
                        msg = contents;
                    }
                    else {
                        msg = `Failed request: (${statusCode})`;
                    }
                    const err = new HttpClientError(msg, statusCode);
                    err.result = response.result;
                    reject(err);
                }
                else {
                    resolve(response);
                }
            }));
        });
    }
}
const lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => ((c[k.toLowerCase()] = obj[k]), c), {});
//# sourceMappingURL=index.js.map

/***/ })

/******/ });
/************************************************************************/
/******/ // The module cache
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/ // The require function
/******/ function __nccwpck_require__(moduleId) {
/******/ 	// Check if module is in cache
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	// Create a new module (and put it into the cache)
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		// no module.id needed
/******/ 		// no module.loaded needed
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	// Execute the module function
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId](module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	// Return the exports of the module
/******/ 	return module.exports;
/******/ }
/******/ 
/******/ // expose the modules object (__webpack_modules__)
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/ /* webpack/runtime/asset-relocator-loader */
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/ /* webpack/runtime/async module */
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/create fake namespace object */
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	// create a fake namespace object
/******/ 	// mode & 1: value is a module id, require it
/******/ 	// mode & 2: merge all properties of value into the ns
/******/ 	// mode & 4: return value when already ns object
/******/ 	// mode & 16: return value when it's Promise-like
/******/ 	// mode & 8|1: behave like require
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/define property getters */
/******/ (() => {
/******/ 	// define getter functions for harmony exports
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/ensure chunk */
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	// This file contains only the entry chunk.
/******/ 	// The chunk loading function for additional chunks
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/get javascript chunk filename */
/******/ (() => {
/******/ 	// This function allow to reference async chunks
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		// return url for filenames based on template
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/hasOwnProperty shorthand */
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/ /* webpack/runtime/make namespace object */
/******/ (() => {
/******/ 	// define __esModule on exports
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/ /* webpack/runtime/import chunk loading */
/******/ (() => {
/******/ 	// no baseURI
/******/ 	
/******/ 	// object to store loaded and loading chunks
/******/ 	// undefined = chunk not loaded, null = chunk preloaded/prefetched
/******/ 	// [resolve, Promise] = chunk loading, 0 = chunk loaded
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		// add "modules" to the modules object,
/******/ 		// then flag all "ids" as loaded and fire callback
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			// import() chunk loading for javascript
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) { // 0 means "already installed".
/******/ 	
/******/ 				// a Promise means "currently loading".
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) { // all chunks have JS
/******/ 						// setup Promise in chunk cache
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	// no prefetching
/******/ 	
/******/ 	// no preloaded
/******/ 	
/******/ 	// no external install chunk
/******/ 	
/******/ 	// no on chunks loaded
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/ // startup
/******/ // Load entry module and return exports
/******/ // This entry module used 'module' so it can't be inlined
/******/ var __webpack_exports__ = __nccwpck_require__(5691);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
