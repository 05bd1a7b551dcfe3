var __create = Object.create;
var __defProp = Object.defineProperty;
var __getOwnPropDesc = Object.getOwnPropertyDescriptor;
var __getOwnPropNames = Object.getOwnPropertyNames;
var __getProtoOf = Object.getPrototypeOf;
var __hasOwnProp = Object.prototype.hasOwnProperty;
var __commonJS = (cb, mod) => function __require() {
  try {
    return mod || (0, cb[__getOwnPropNames(cb)[0]])((mod = { exports: {} }).exports, mod), mod.exports;
  } catch (e) {
    throw mod = 0, e;
  }
};
var __copyProps = (to, from, except, desc) => {
  if (from && typeof from === "object" || typeof from === "function") {
    for (let key of __getOwnPropNames(from))
      if (!__hasOwnProp.call(to, key) && key !== except)
        __defProp(to, key, { get: () => from[key], enumerable: !(desc = __getOwnPropDesc(from, key)) || desc.enumerable });
  }
  return to;
};
var __toESM = (mod, isNodeMode, target) => (target = mod != null ? __create(__getProtoOf(mod)) : {}, __copyProps(
  // If the importer is in node compatibility mode or this is not an ESM
  // file that has been converted to a CommonJS file using a Babel-
  // compatible transform (i.e. "__esModule" has not been set), then set
  // "default" to the CommonJS "module.exports" for node compatibility.
  isNodeMode || !mod || !mod.__esModule ? __defProp(target, "default", { value: mod, enumerable: true }) : target,
  mod
));

// node:v8
var require_v8 = __commonJS({
  "node:v8"(exports, module) {
    module.exports = process.getBuiltinModule("v8");
  }
});

// node:http
var require_http = __commonJS({
  "node:http"(exports, module) {
    module.exports = process.getBuiltinModule("http");
  }
});

// node:https
var require_https = __commonJS({
  "node:https"(exports, module) {
    module.exports = process.getBuiltinModule("https");
  }
});

// node:net
var require_net = __commonJS({
  "node:net"(exports, module) {
    module.exports = process.getBuiltinModule("net");
  }
});

// node:tls
var require_tls = __commonJS({
  "node:tls"(exports, module) {
    module.exports = process.getBuiltinModule("tls");
  }
});

// node:events
var require_events = __commonJS({
  "node:events"(exports, module) {
    module.exports = process.getBuiltinModule("events");
  }
});

// node:assert
var require_assert = __commonJS({
  "node:assert"(exports, module) {
    module.exports = process.getBuiltinModule("assert");
  }
});

// node:util
var require_util = __commonJS({
  "node:util"(exports, module) {
    module.exports = process.getBuiltinModule("util");
  }
});

// node_modules/tunnel/lib/tunnel.js
var require_tunnel = __commonJS({
  "node_modules/tunnel/lib/tunnel.js"(exports) {
    "use strict";
    var net = require_net();
    var tls = require_tls();
    var http2 = require_http();
    var https2 = require_https();
    var events = require_events();
    var assert = require_assert();
    var util = require_util();
    exports.httpOverHttp = httpOverHttp2;
    exports.httpsOverHttp = httpsOverHttp2;
    exports.httpOverHttps = httpOverHttps2;
    exports.httpsOverHttps = httpsOverHttps2;
    function httpOverHttp2(options) {
      var agent = new TunnelingAgent(options);
      agent.request = http2.request;
      return agent;
    }
    function httpsOverHttp2(options) {
      var agent = new TunnelingAgent(options);
      agent.request = http2.request;
      agent.createSocket = createSecureSocket;
      agent.defaultPort = 443;
      return agent;
    }
    function httpOverHttps2(options) {
      var agent = new TunnelingAgent(options);
      agent.request = https2.request;
      return agent;
    }
    function httpsOverHttps2(options) {
      var agent = new TunnelingAgent(options);
      agent.request = https2.request;
      agent.createSocket = createSecureSocket;
      agent.defaultPort = 443;
      return agent;
    }
    function TunnelingAgent(options) {
      var self = this;
      self.options = options || {};
      self.proxyOptions = self.options.proxy || {};
      self.maxSockets = self.options.maxSockets || http2.Agent.defaultMaxSockets;
      self.requests = [];
      self.sockets = [];
      self.on("free", function onFree(socket, host, port, localAddress) {
        var options2 = toOptions(host, port, localAddress);
        for (var i = 0, len = self.requests.length; i < len; ++i) {
          var pending = self.requests[i];
          if (pending.host === options2.host && pending.port === options2.port) {
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
      var options = mergeOptions({ request: req }, self.options, toOptions(host, port, localAddress));
      if (self.sockets.length >= this.maxSockets) {
        self.requests.push(options);
        return;
      }
      self.createSocket(options, function(socket) {
        socket.on("free", onFree);
        socket.on("close", onCloseOrRemove);
        socket.on("agentRemove", onCloseOrRemove);
        req.onSocket(socket);
        function onFree() {
          self.emit("free", socket, options);
        }
        function onCloseOrRemove(err) {
          self.removeSocket(socket);
          socket.removeListener("free", onFree);
          socket.removeListener("close", onCloseOrRemove);
          socket.removeListener("agentRemove", onCloseOrRemove);
        }
      });
    };
    TunnelingAgent.prototype.createSocket = function createSocket(options, cb) {
      var self = this;
      var placeholder = {};
      self.sockets.push(placeholder);
      var connectOptions = mergeOptions({}, self.proxyOptions, {
        method: "CONNECT",
        path: options.host + ":" + options.port,
        agent: false,
        headers: {
          host: options.host + ":" + options.port
        }
      });
      if (options.localAddress) {
        connectOptions.localAddress = options.localAddress;
      }
      if (connectOptions.proxyAuth) {
        connectOptions.headers = connectOptions.headers || {};
        connectOptions.headers["Proxy-Authorization"] = "Basic " + new Buffer(connectOptions.proxyAuth).toString("base64");
      }
      debug2("making CONNECT request");
      var connectReq = self.request(connectOptions);
      connectReq.useChunkedEncodingByDefault = false;
      connectReq.once("response", onResponse);
      connectReq.once("upgrade", onUpgrade);
      connectReq.once("connect", onConnect);
      connectReq.once("error", onError);
      connectReq.end();
      function onResponse(res) {
        res.upgrade = true;
      }
      function onUpgrade(res, socket, head) {
        process.nextTick(function() {
          onConnect(res, socket, head);
        });
      }
      function onConnect(res, socket, head) {
        connectReq.removeAllListeners();
        socket.removeAllListeners();
        if (res.statusCode !== 200) {
          debug2(
            "tunneling socket could not be established, statusCode=%d",
            res.statusCode
          );
          socket.destroy();
          var error2 = new Error("tunneling socket could not be established, statusCode=" + res.statusCode);
          error2.code = "ECONNRESET";
          options.request.emit("error", error2);
          self.removeSocket(placeholder);
          return;
        }
        if (head.length > 0) {
          debug2("got illegal response body from proxy");
          socket.destroy();
          var error2 = new Error("got illegal response body from proxy");
          error2.code = "ECONNRESET";
          options.request.emit("error", error2);
          self.removeSocket(placeholder);
          return;
        }
        debug2("tunneling connection has established");
        self.sockets[self.sockets.indexOf(placeholder)] = socket;
        return cb(socket);
      }
      function onError(cause) {
        connectReq.removeAllListeners();
        debug2(
          "tunneling socket could not be established, cause=%s\n",
          cause.message,
          cause.stack
        );
        var error2 = new Error("tunneling socket could not be established, cause=" + cause.message);
        error2.code = "ECONNRESET";
        options.request.emit("error", error2);
        self.removeSocket(placeholder);
      }
    };
    TunnelingAgent.prototype.removeSocket = function removeSocket(socket) {
      var pos = this.sockets.indexOf(socket);
      if (pos === -1) {
        return;
      }
      this.sockets.splice(pos, 1);
      var pending = this.requests.shift();
      if (pending) {
        this.createSocket(pending, function(socket2) {
          pending.request.onSocket(socket2);
        });
      }
    };
    function createSecureSocket(options, cb) {
      var self = this;
      TunnelingAgent.prototype.createSocket.call(self, options, function(socket) {
        var hostHeader = options.request.getHeader("host");
        var tlsOptions = mergeOptions({}, self.options, {
          socket,
          servername: hostHeader ? hostHeader.replace(/:.*$/, "") : options.host
        });
        var secureSocket = tls.connect(0, tlsOptions);
        self.sockets[self.sockets.indexOf(socket)] = secureSocket;
        cb(secureSocket);
      });
    }
    function toOptions(host, port, localAddress) {
      if (typeof host === "string") {
        return {
          host,
          port,
          localAddress
        };
      }
      return host;
    }
    function mergeOptions(target) {
      for (var i = 1, len = arguments.length; i < len; ++i) {
        var overrides = arguments[i];
        if (typeof overrides === "object") {
          var keys = Object.keys(overrides);
          for (var j = 0, keyLen = keys.length; j < keyLen; ++j) {
            var k = keys[j];
            if (overrides[k] !== void 0) {
              target[k] = overrides[k];
            }
          }
        }
      }
      return target;
    }
    var debug2;
    if (process.env.NODE_DEBUG && /\btunnel\b/.test(process.env.NODE_DEBUG)) {
      debug2 = function() {
        var args = Array.prototype.slice.call(arguments);
        if (typeof args[0] === "string") {
          args[0] = "TUNNEL: " + args[0];
        } else {
          args.unshift("TUNNEL:");
        }
        console.error.apply(console, args);
      };
    } else {
      debug2 = function() {
      };
    }
    exports.debug = debug2;
  }
});

// node_modules/tunnel/index.js
var require_tunnel2 = __commonJS({
  "node_modules/tunnel/index.js"(exports, module) {
    module.exports = require_tunnel();
  }
});

// node:os
var require_os = __commonJS({
  "node:os"(exports, module) {
    module.exports = process.getBuiltinModule("os");
  }
});

// node:crypto
var require_crypto = __commonJS({
  "node:crypto"(exports, module) {
    module.exports = process.getBuiltinModule("crypto");
  }
});

// node:fs
var require_fs = __commonJS({
  "node:fs"(exports, module) {
    module.exports = process.getBuiltinModule("fs");
  }
});

// src/index.ts
var import_node_v8 = __toESM(require_v8(), 1);

// src/http/environment.ts
var proxyNames = [
  ["https_proxy", "HTTPS_PROXY"],
  ["http_proxy", "HTTP_PROXY"]
];
var maxLength = 2e3;
function readNetworkSettings(env) {
  const settings = { problems: [], changes: {} };
  for (const names of proxyNames) {
    const name = names.find((name2) => env[name2]);
    const value = name && env[name];
    if (!value) {
      continue;
    }
    const url = readProxyUrl(value);
    if (!url) {
      settings.problems.push(
        `${name} cannot be used: it must be the URL of an http or https proxy, e.g. http://proxy.example:8080, with user and password percent-encoded.`
      );
    } else if (url !== value) {
      settings.changes[name] = url;
    }
  }
  const noProxy = env["no_proxy"] || env["NO_PROXY"];
  if (noProxy?.includes("*.")) {
    settings.changes["no_proxy"] = noProxy.replace(/(^|,)(\s*)\*\./g, "$1$2.");
  }
  if (env["NODE_TLS_REJECT_UNAUTHORIZED"] === "0") {
    settings.problems.push(
      "NODE_TLS_REJECT_UNAUTHORIZED is 0, so tokens would be sent to servers with any certificate. Remove it; to trust a certificate authority of your own, name its root certificate in NODE_EXTRA_CA_CERTS."
    );
  }
  return settings;
}
function readProxyUrl(value) {
  const text2 = /^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `http://${value}`;
  if (text2.length > maxLength || /^https?:(?!\/\/)/i.test(value) || !URL.canParse(text2)) {
    return void 0;
  }
  const url = new URL(text2);
  const isProxy = (url.protocol === "http:" || url.protocol === "https:") && url.hostname !== "";
  const isPlain = (url.pathname === "/" || url.pathname === "") && url.search === "" && url.hash === "";
  return isProxy && isPlain && isEncoded(url.username) && isEncoded(url.password) ? text2 : void 0;
}
function isEncoded(text2) {
  return /^([^%]|%[0-9a-f]{2})*$/i.test(text2);
}

// node_modules/@actions/http-client/lib/index.js
var http = __toESM(require_http(), 1);
var https = __toESM(require_https(), 1);

// node_modules/@actions/http-client/lib/proxy.js
function getProxyUrl(reqUrl) {
  const usingSsl = reqUrl.protocol === "https:";
  if (checkBypass(reqUrl)) {
    return void 0;
  }
  const proxyVar = (() => {
    if (usingSsl) {
      return process.env["https_proxy"] || process.env["HTTPS_PROXY"];
    } else {
      return process.env["http_proxy"] || process.env["HTTP_PROXY"];
    }
  })();
  if (proxyVar) {
    try {
      return new DecodedURL(proxyVar);
    } catch (_a) {
      if (!proxyVar.startsWith("http://") && !proxyVar.startsWith("https://"))
        return new DecodedURL(`http://${proxyVar}`);
    }
  } else {
    return void 0;
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
  const noProxy = process.env["no_proxy"] || process.env["NO_PROXY"] || "";
  if (!noProxy) {
    return false;
  }
  let reqPort;
  if (reqUrl.port) {
    reqPort = Number(reqUrl.port);
  } else if (reqUrl.protocol === "http:") {
    reqPort = 80;
  } else if (reqUrl.protocol === "https:") {
    reqPort = 443;
  }
  const upperReqHosts = [reqUrl.hostname.toUpperCase()];
  if (typeof reqPort === "number") {
    upperReqHosts.push(`${upperReqHosts[0]}:${reqPort}`);
  }
  for (const upperNoProxyItem of noProxy.split(",").map((x) => x.trim().toUpperCase()).filter((x) => x)) {
    if (upperNoProxyItem === "*" || upperReqHosts.some((x) => x === upperNoProxyItem || x.endsWith(`.${upperNoProxyItem}`) || upperNoProxyItem.startsWith(".") && x.endsWith(`${upperNoProxyItem}`))) {
      return true;
    }
  }
  return false;
}
function isLoopbackAddress(host) {
  const hostLower = host.toLowerCase();
  return hostLower === "localhost" || hostLower.startsWith("127.") || hostLower.startsWith("[::1]") || hostLower.startsWith("[0:0:0:0:0:0:0:1]");
}
var DecodedURL = class extends URL {
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
};

// node_modules/@actions/http-client/lib/index.js
var tunnel = __toESM(require_tunnel2(), 1);

// stubs/undici/index.js
var ProxyAgent = class {
  constructor() {
    throw new Error(
      "undici is left out of this bundle, so there is no dispatcher for fetch: use HttpClient.request."
    );
  }
};

// node_modules/@actions/http-client/lib/index.js
var __awaiter = function(thisArg, _arguments, P, generator) {
  function adopt(value) {
    return value instanceof P ? value : new P(function(resolve2) {
      resolve2(value);
    });
  }
  return new (P || (P = Promise))(function(resolve2, reject) {
    function fulfilled(value) {
      try {
        step(generator.next(value));
      } catch (e) {
        reject(e);
      }
    }
    function rejected(value) {
      try {
        step(generator["throw"](value));
      } catch (e) {
        reject(e);
      }
    }
    function step(result) {
      result.done ? resolve2(result.value) : adopt(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
var HttpCodes;
(function(HttpCodes2) {
  HttpCodes2[HttpCodes2["OK"] = 200] = "OK";
  HttpCodes2[HttpCodes2["MultipleChoices"] = 300] = "MultipleChoices";
  HttpCodes2[HttpCodes2["MovedPermanently"] = 301] = "MovedPermanently";
  HttpCodes2[HttpCodes2["ResourceMoved"] = 302] = "ResourceMoved";
  HttpCodes2[HttpCodes2["SeeOther"] = 303] = "SeeOther";
  HttpCodes2[HttpCodes2["NotModified"] = 304] = "NotModified";
  HttpCodes2[HttpCodes2["UseProxy"] = 305] = "UseProxy";
  HttpCodes2[HttpCodes2["SwitchProxy"] = 306] = "SwitchProxy";
  HttpCodes2[HttpCodes2["TemporaryRedirect"] = 307] = "TemporaryRedirect";
  HttpCodes2[HttpCodes2["PermanentRedirect"] = 308] = "PermanentRedirect";
  HttpCodes2[HttpCodes2["BadRequest"] = 400] = "BadRequest";
  HttpCodes2[HttpCodes2["Unauthorized"] = 401] = "Unauthorized";
  HttpCodes2[HttpCodes2["PaymentRequired"] = 402] = "PaymentRequired";
  HttpCodes2[HttpCodes2["Forbidden"] = 403] = "Forbidden";
  HttpCodes2[HttpCodes2["NotFound"] = 404] = "NotFound";
  HttpCodes2[HttpCodes2["MethodNotAllowed"] = 405] = "MethodNotAllowed";
  HttpCodes2[HttpCodes2["NotAcceptable"] = 406] = "NotAcceptable";
  HttpCodes2[HttpCodes2["ProxyAuthenticationRequired"] = 407] = "ProxyAuthenticationRequired";
  HttpCodes2[HttpCodes2["RequestTimeout"] = 408] = "RequestTimeout";
  HttpCodes2[HttpCodes2["Conflict"] = 409] = "Conflict";
  HttpCodes2[HttpCodes2["Gone"] = 410] = "Gone";
  HttpCodes2[HttpCodes2["TooManyRequests"] = 429] = "TooManyRequests";
  HttpCodes2[HttpCodes2["InternalServerError"] = 500] = "InternalServerError";
  HttpCodes2[HttpCodes2["NotImplemented"] = 501] = "NotImplemented";
  HttpCodes2[HttpCodes2["BadGateway"] = 502] = "BadGateway";
  HttpCodes2[HttpCodes2["ServiceUnavailable"] = 503] = "ServiceUnavailable";
  HttpCodes2[HttpCodes2["GatewayTimeout"] = 504] = "GatewayTimeout";
})(HttpCodes || (HttpCodes = {}));
var Headers;
(function(Headers2) {
  Headers2["Accept"] = "accept";
  Headers2["ContentType"] = "content-type";
})(Headers || (Headers = {}));
var MediaTypes;
(function(MediaTypes2) {
  MediaTypes2["ApplicationJson"] = "application/json";
})(MediaTypes || (MediaTypes = {}));
var HttpRedirectCodes = [
  HttpCodes.MovedPermanently,
  HttpCodes.ResourceMoved,
  HttpCodes.SeeOther,
  HttpCodes.TemporaryRedirect,
  HttpCodes.PermanentRedirect
];
var HttpResponseRetryCodes = [
  HttpCodes.BadGateway,
  HttpCodes.ServiceUnavailable,
  HttpCodes.GatewayTimeout
];
var RetryableHttpVerbs = ["OPTIONS", "GET", "DELETE", "HEAD"];
var ExponentialBackoffCeiling = 10;
var ExponentialBackoffTimeSlice = 5;
var HttpClientError = class _HttpClientError extends Error {
  constructor(message, statusCode) {
    super(message);
    this.name = "HttpClientError";
    this.statusCode = statusCode;
    Object.setPrototypeOf(this, _HttpClientError.prototype);
  }
};
var HttpClientResponse = class {
  constructor(message) {
    this.message = message;
  }
  readBody() {
    return __awaiter(this, void 0, void 0, function* () {
      return new Promise((resolve2) => __awaiter(this, void 0, void 0, function* () {
        let output = Buffer.alloc(0);
        this.message.on("data", (chunk) => {
          output = Buffer.concat([output, chunk]);
        });
        this.message.on("end", () => {
          resolve2(output.toString());
        });
      }));
    });
  }
  readBodyBuffer() {
    return __awaiter(this, void 0, void 0, function* () {
      return new Promise((resolve2) => __awaiter(this, void 0, void 0, function* () {
        const chunks = [];
        this.message.on("data", (chunk) => {
          chunks.push(chunk);
        });
        this.message.on("end", () => {
          resolve2(Buffer.concat(chunks));
        });
      }));
    });
  }
};
var HttpClient = class {
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
      return this.request("OPTIONS", requestUrl, null, additionalHeaders || {});
    });
  }
  get(requestUrl, additionalHeaders) {
    return __awaiter(this, void 0, void 0, function* () {
      return this.request("GET", requestUrl, null, additionalHeaders || {});
    });
  }
  del(requestUrl, additionalHeaders) {
    return __awaiter(this, void 0, void 0, function* () {
      return this.request("DELETE", requestUrl, null, additionalHeaders || {});
    });
  }
  post(requestUrl, data, additionalHeaders) {
    return __awaiter(this, void 0, void 0, function* () {
      return this.request("POST", requestUrl, data, additionalHeaders || {});
    });
  }
  patch(requestUrl, data, additionalHeaders) {
    return __awaiter(this, void 0, void 0, function* () {
      return this.request("PATCH", requestUrl, data, additionalHeaders || {});
    });
  }
  put(requestUrl, data, additionalHeaders) {
    return __awaiter(this, void 0, void 0, function* () {
      return this.request("PUT", requestUrl, data, additionalHeaders || {});
    });
  }
  head(requestUrl, additionalHeaders) {
    return __awaiter(this, void 0, void 0, function* () {
      return this.request("HEAD", requestUrl, null, additionalHeaders || {});
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
      additionalHeaders[Headers.ContentType] = this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
      const res = yield this.post(requestUrl, data, additionalHeaders);
      return this._processResponse(res, this.requestOptions);
    });
  }
  putJson(requestUrl_1, obj_1) {
    return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
      const data = JSON.stringify(obj, null, 2);
      additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
      additionalHeaders[Headers.ContentType] = this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
      const res = yield this.put(requestUrl, data, additionalHeaders);
      return this._processResponse(res, this.requestOptions);
    });
  }
  patchJson(requestUrl_1, obj_1) {
    return __awaiter(this, arguments, void 0, function* (requestUrl, obj, additionalHeaders = {}) {
      const data = JSON.stringify(obj, null, 2);
      additionalHeaders[Headers.Accept] = this._getExistingOrDefaultHeader(additionalHeaders, Headers.Accept, MediaTypes.ApplicationJson);
      additionalHeaders[Headers.ContentType] = this._getExistingOrDefaultContentTypeHeader(additionalHeaders, MediaTypes.ApplicationJson);
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
        throw new Error("Client has already been disposed.");
      }
      const parsedUrl = new URL(requestUrl);
      let info3 = this._prepareRequest(verb, parsedUrl, headers);
      const maxTries = this._allowRetries && RetryableHttpVerbs.includes(verb) ? this._maxRetries + 1 : 1;
      let numTries = 0;
      let response;
      do {
        response = yield this.requestRaw(info3, data);
        if (response && response.message && response.message.statusCode === HttpCodes.Unauthorized) {
          let authenticationHandler;
          for (const handler of this.handlers) {
            if (handler.canHandleAuthentication(response)) {
              authenticationHandler = handler;
              break;
            }
          }
          if (authenticationHandler) {
            return authenticationHandler.handleAuthentication(this, info3, data);
          } else {
            return response;
          }
        }
        let redirectsRemaining = this._maxRedirects;
        while (response.message.statusCode && HttpRedirectCodes.includes(response.message.statusCode) && this._allowRedirects && redirectsRemaining > 0) {
          const redirectUrl = response.message.headers["location"];
          if (!redirectUrl) {
            break;
          }
          const parsedRedirectUrl = new URL(redirectUrl);
          if (parsedUrl.protocol === "https:" && parsedUrl.protocol !== parsedRedirectUrl.protocol && !this._allowRedirectDowngrade) {
            throw new Error("Redirect from HTTPS to HTTP protocol. This downgrade is not allowed for security reasons. If you want to allow this behavior, set the allowRedirectDowngrade option to true.");
          }
          yield response.readBody();
          if (parsedRedirectUrl.hostname !== parsedUrl.hostname) {
            for (const header in headers) {
              if (header.toLowerCase() === "authorization") {
                delete headers[header];
              }
            }
          }
          info3 = this._prepareRequest(verb, parsedRedirectUrl, headers);
          response = yield this.requestRaw(info3, data);
          redirectsRemaining--;
        }
        if (!response.message.statusCode || !HttpResponseRetryCodes.includes(response.message.statusCode)) {
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
  requestRaw(info3, data) {
    return __awaiter(this, void 0, void 0, function* () {
      return new Promise((resolve2, reject) => {
        function callbackForResult(err, res) {
          if (err) {
            reject(err);
          } else if (!res) {
            reject(new Error("Unknown error"));
          } else {
            resolve2(res);
          }
        }
        this.requestRawWithCallback(info3, data, callbackForResult);
      });
    });
  }
  /**
   * Raw request with callback.
   * @param info
   * @param data
   * @param onResult
   */
  requestRawWithCallback(info3, data, onResult) {
    if (typeof data === "string") {
      if (!info3.options.headers) {
        info3.options.headers = {};
      }
      info3.options.headers["Content-Length"] = Buffer.byteLength(data, "utf8");
    }
    let callbackCalled = false;
    function handleResult(err, res) {
      if (!callbackCalled) {
        callbackCalled = true;
        onResult(err, res);
      }
    }
    const req = info3.httpModule.request(info3.options, (msg) => {
      const res = new HttpClientResponse(msg);
      handleResult(void 0, res);
    });
    let socket;
    req.on("socket", (sock) => {
      socket = sock;
    });
    req.setTimeout(this._socketTimeout || 3 * 6e4, () => {
      if (socket) {
        socket.end();
      }
      handleResult(new Error(`Request timeout: ${info3.options.path}`));
    });
    req.on("error", function(err) {
      handleResult(err);
    });
    if (data && typeof data === "string") {
      req.write(data, "utf8");
    }
    if (data && typeof data !== "string") {
      data.on("close", function() {
        req.end();
      });
      data.pipe(req);
    } else {
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
    const info3 = {};
    info3.parsedUrl = requestUrl;
    const usingSsl = info3.parsedUrl.protocol === "https:";
    info3.httpModule = usingSsl ? https : http;
    const defaultPort = usingSsl ? 443 : 80;
    info3.options = {};
    info3.options.host = info3.parsedUrl.hostname;
    info3.options.port = info3.parsedUrl.port ? parseInt(info3.parsedUrl.port) : defaultPort;
    info3.options.path = (info3.parsedUrl.pathname || "") + (info3.parsedUrl.search || "");
    info3.options.method = method;
    info3.options.headers = this._mergeHeaders(headers);
    if (this.userAgent != null) {
      info3.options.headers["user-agent"] = this.userAgent;
    }
    info3.options.agent = this._getAgent(info3.parsedUrl);
    if (this.handlers) {
      for (const handler of this.handlers) {
        handler.prepareRequest(info3.options);
      }
    }
    return info3;
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
        clientHeader = typeof headerValue === "number" ? headerValue.toString() : headerValue;
      }
    }
    const additionalValue = additionalHeaders[header];
    if (additionalValue !== void 0) {
      return typeof additionalValue === "number" ? additionalValue.toString() : additionalValue;
    }
    if (clientHeader !== void 0) {
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
        if (typeof headerValue === "number") {
          clientHeader = String(headerValue);
        } else if (Array.isArray(headerValue)) {
          clientHeader = headerValue.join(", ");
        } else {
          clientHeader = headerValue;
        }
      }
    }
    const additionalValue = additionalHeaders[Headers.ContentType];
    if (additionalValue !== void 0) {
      if (typeof additionalValue === "number") {
        return String(additionalValue);
      } else if (Array.isArray(additionalValue)) {
        return additionalValue.join(", ");
      } else {
        return additionalValue;
      }
    }
    if (clientHeader !== void 0) {
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
    if (agent) {
      return agent;
    }
    const usingSsl = parsedUrl.protocol === "https:";
    let maxSockets = 100;
    if (this.requestOptions) {
      maxSockets = this.requestOptions.maxSockets || http.globalAgent.maxSockets;
    }
    if (proxyUrl && proxyUrl.hostname) {
      const agentOptions = {
        maxSockets,
        keepAlive: this._keepAlive,
        proxy: Object.assign(Object.assign({}, (proxyUrl.username || proxyUrl.password) && {
          proxyAuth: `${proxyUrl.username}:${proxyUrl.password}`
        }), { host: proxyUrl.hostname, port: proxyUrl.port })
      };
      let tunnelAgent;
      const overHttps = proxyUrl.protocol === "https:";
      if (usingSsl) {
        tunnelAgent = overHttps ? tunnel.httpsOverHttps : tunnel.httpsOverHttp;
      } else {
        tunnelAgent = overHttps ? tunnel.httpOverHttps : tunnel.httpOverHttp;
      }
      agent = tunnelAgent(agentOptions);
      this._proxyAgent = agent;
    }
    if (!agent) {
      const options = { keepAlive: this._keepAlive, maxSockets };
      agent = usingSsl ? new https.Agent(options) : new http.Agent(options);
      this._agent = agent;
    }
    if (usingSsl && this._ignoreSslError) {
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
    if (proxyAgent) {
      return proxyAgent;
    }
    const usingSsl = parsedUrl.protocol === "https:";
    proxyAgent = new ProxyAgent(Object.assign({ uri: proxyUrl.href, pipelining: !this._keepAlive ? 0 : 1 }, (proxyUrl.username || proxyUrl.password) && {
      token: `Basic ${Buffer.from(`${proxyUrl.username}:${proxyUrl.password}`).toString("base64")}`
    }));
    this._proxyAgentDispatcher = proxyAgent;
    if (usingSsl && this._ignoreSslError) {
      proxyAgent.options = Object.assign(proxyAgent.options.requestTls || {}, {
        rejectUnauthorized: false
      });
    }
    return proxyAgent;
  }
  _getUserAgentWithOrchestrationId(userAgent) {
    const baseUserAgent = userAgent || "actions/http-client";
    const orchId = process.env["ACTIONS_ORCHESTRATION_ID"];
    if (orchId) {
      const sanitizedId = orchId.replace(/[^a-z0-9_.-]/gi, "_");
      return `${baseUserAgent} actions_orchestration_id/${sanitizedId}`;
    }
    return baseUserAgent;
  }
  _performExponentialBackoff(retryNumber) {
    return __awaiter(this, void 0, void 0, function* () {
      retryNumber = Math.min(ExponentialBackoffCeiling, retryNumber);
      const ms = ExponentialBackoffTimeSlice * Math.pow(2, retryNumber);
      return new Promise((resolve2) => setTimeout(() => resolve2(), ms));
    });
  }
  _processResponse(res, options) {
    return __awaiter(this, void 0, void 0, function* () {
      return new Promise((resolve2, reject) => __awaiter(this, void 0, void 0, function* () {
        const statusCode = res.message.statusCode || 0;
        const response = {
          statusCode,
          result: null,
          headers: {}
        };
        if (statusCode === HttpCodes.NotFound) {
          resolve2(response);
        }
        function dateTimeDeserializer(key, value) {
          if (typeof value === "string") {
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
            } else {
              obj = JSON.parse(contents);
            }
            response.result = obj;
          }
          response.headers = res.message.headers;
        } catch (err) {
        }
        if (statusCode > 299) {
          let msg;
          if (obj && obj.message) {
            msg = obj.message;
          } else if (contents && contents.length > 0) {
            msg = contents;
          } else {
            msg = `Failed request: (${statusCode})`;
          }
          const err = new HttpClientError(msg, statusCode);
          err.result = response.result;
          reject(err);
        } else {
          resolve2(response);
        }
      }));
    });
  }
};
var lowercaseKeys = (obj) => Object.keys(obj).reduce((c, k) => (c[k.toLowerCase()] = obj[k], c), {});

// src/model/failure.ts
var Failure = class _Failure extends Error {
  kind;
  hint;
  technical;
  transience;
  effect;
  suggestsRival;
  isFatal;
  refusesCaller;
  retryAfterMs;
  correlationId;
  label;
  constructor(kind, message, options = {}) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.kind = kind;
    this.hint = options.hint ?? "";
    this.technical = options.technical ?? "";
    this.transience = options.transience ?? "never";
    this.effect = options.effect ?? "none";
    this.suggestsRival = options.suggestsRival ?? false;
    this.isFatal = options.isFatal ?? (kind === "interrupted" || kind === "authentication");
    this.refusesCaller = options.refusesCaller ?? false;
    this.retryAfterMs = options.retryAfterMs;
    const { cause } = options;
    this.correlationId = options.correlationId ?? (cause instanceof _Failure ? cause.correlationId : "");
    this.label = options.label ?? kind;
  }
  /** What happened, what to do next if that is wanted, and the technical part in brackets. @param advice may be empty */
  describe(advice2 = "") {
    return [this.message, advice2, this.technical && `[${this.technical}]`].filter(Boolean).join(" ");
  }
  /** The same failure, but for what is given: other words, or another policy. */
  with({ message = this.message, ...options }) {
    return new _Failure(this.kind, message, { ...this, cause: this, ...options });
  }
  /** No token could be had, for a reason that is the same for every API. */
  get isFailedSignIn() {
    return this.isFatal && this.effect === "not-sent" && !this.refusesCaller;
  }
  /** The API understood who asks, and refused this request for good; another one may succeed. */
  get isRefusal() {
    return this.transience === "briefly-after-success" && !this.isFatal;
  }
};
var InputError = class extends Failure {
  /** One sentence each. */
  problems;
  constructor(problems2) {
    super("input", `Invalid input${problems2.length === 1 ? "" : "s"}: ${problems2.join(" ")}`);
    this.problems = problems2;
  }
};
function interrupted(signalName) {
  return new Failure("interrupted", `The runner stopped this step (${signalName}).`);
}
function internalError(error2) {
  const details2 = error2 instanceof Error ? error2.stack ?? error2.message : String(error2);
  return new Failure("unknown-outcome", `Internal error, please report it: ${details2}`);
}

// src/model/text.ts
var controls = /(?![\t\n])[\p{Cc}\p{Bidi_Control}\ufeff]/gu;
function clip(text2, maxLength4) {
  if (text2.length <= maxLength4) {
    return text2;
  }
  const mark = " … (cut)";
  let end = Math.max(0, maxLength4 - mark.length);
  const last = text2.charCodeAt(end - 1);
  if (last >= 55296 && last <= 56319) {
    end -= 1;
  }
  return text2.slice(0, end) + mark;
}
function replaceNewlines(text2, by) {
  return text2.replace(/\s+/g, (space) => space.includes("\n") ? by : space);
}
function cleanText(text2) {
  return text2.toWellFormed().replace(/\r\n?/g, "\n").replace(controls, "");
}
function oneLine(text2, maxLength4 = 2e3) {
  return clip(cleanText(text2).replace(/\s+/g, " ").trim(), maxLength4);
}
function isGuid(text2) {
  return /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text2);
}
function formatDuration(ms) {
  const seconds = Math.max(0, Math.round(ms / 1e3));
  const units = [
    ["d", Math.floor(seconds / 86400)],
    ["h", Math.floor(seconds / 3600) % 24],
    ["min", Math.floor(seconds / 60) % 60],
    ["s", seconds % 60]
  ];
  const first = units.findIndex(([, count]) => count > 0);
  if (first < 0) {
    return "0 s";
  }
  return units.slice(first, first + 2).filter(([, count]) => count > 0).map(([unit, count]) => `${count} ${unit}`).join(" ");
}
function sentence(what, words) {
  const text2 = [what, words].filter(Boolean).join(": ");
  return /[.!?…:]$/.test(text2) ? text2 : `${text2}.`;
}
function formatCount(count, noun) {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}
function formatTime(epochMs, withDate = false) {
  const iso = new Date(epochMs).toISOString();
  return `${withDate ? `${iso.slice(0, 10)} ` : ""}${iso.slice(11, 16)} UTC`;
}
function errorMessage(error2) {
  return error2 instanceof Error ? error2.message : String(error2);
}
function encodeEntities(text2) {
  return text2.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;").replaceAll("'", "&#39;");
}

// src/http/failures.ts
var transientStatuses = /* @__PURE__ */ new Set([408, 425, 429]);
function isTransientStatus(status) {
  return status >= 500 || transientStatuses.has(status);
}
var rivalStatuses = /* @__PURE__ */ new Set([400, 409, 412]);
function transienceOf(status) {
  if (isTransientStatus(status)) {
    return "always";
  }
  if (status < 400) {
    return "after-success";
  }
  return status === 401 ? "once-after-success" : "briefly-after-success";
}
function serviceFailure(kind, message, answer2) {
  const {
    status,
    correlationId,
    retryAfterMs,
    hint,
    technical,
    refusesCaller = false,
    transience = transienceOf(status)
  } = answer2;
  return new Failure(kind, message, {
    hint,
    technical,
    correlationId,
    retryAfterMs,
    refusesCaller,
    transience,
    effect: isTransientStatus(status) ? "unknown" : "none",
    suggestsRival: rivalStatuses.has(status),
    label: `HTTP ${status}`
  });
}
function unreadableAnswer(message, correlationId, {
  request = "",
  suspect = "api-url"
} = {}) {
  return new Failure("service", message, {
    hint: `Something else may have answered, such as a proxy or a sign-in page: check ${suspect}.`,
    technical: [request, correlationId && `correlation ID ${correlationId}`].filter(Boolean).join("; "),
    correlationId,
    transience: "always",
    effect: "unknown",
    label: "unreadable answer"
  });
}
var beforeSending = /* @__PURE__ */ new Set(["unreachable", "certificate", "proxy"]);
var setup = /* @__PURE__ */ new Set(["certificate", "proxy"]);
function networkFailure(fault, message, options = {}) {
  return new Failure("network", message, {
    ...options,
    transience: setup.has(fault) ? "after-success" : "always",
    effect: beforeSending.has(fault) ? "not-sent" : "unknown",
    label: fault
  });
}

// src/http/transport.ts
var maxBodyBytes = 1024 * 1024;
var httpTransport = async (request, limits) => {
  limits.signal.throwIfAborted();
  const abort = new AbortController();
  const timer2 = setTimeout(() => {
    abort.abort(
      networkFailure(
        "timeout",
        `No complete response from ${request.url.host} within ${formatDuration(limits.limitMs)}.`
      )
    );
  }, limits.limitMs);
  const onAbort = () => abort.abort(limits.signal.reason);
  limits.signal.addEventListener("abort", onAbort, { once: true });
  try {
    return await Promise.race([exchange(request, abort.signal), rejectOnAbort(abort.signal)]);
  } catch (error2) {
    throw abort.signal.aborted ? abort.signal.reason : toFailure(error2, request.url);
  } finally {
    clearTimeout(timer2);
    limits.signal.removeEventListener("abort", onAbort);
  }
};
function rejectOnAbort(signal) {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}
function redact(response, secrets) {
  const forms2 = secrets.flatMap((secret2) => [secret2, encodeURIComponent(secret2)]);
  const hide = (text2) => forms2.reduce((hidden, form) => hidden.replaceAll(form, "***"), text2);
  const headers = Object.entries(response.headers).map(([name, value]) => [
    name,
    typeof value === "string" ? hide(value) : value
  ]);
  return {
    ...response,
    statusText: hide(response.statusText),
    headers: Object.fromEntries(headers),
    body: hide(response.body)
  };
}
async function exchange(request, signal) {
  const client = new HttpClient("azure-marketplace-go-live", [onRequest(signal)], {
    allowRedirects: false,
    allowRetries: false,
    keepAlive: false
  });
  try {
    const response = await client.request(
      request.method,
      request.url.href,
      // The types want a string; without a body the code wants null (and then sends Content-Length: 0).
      request.body ?? null,
      request.headers
    );
    const message = response.message;
    return {
      status: message.statusCode,
      statusText: oneLine(message.statusMessage, 100),
      headers: message.headers,
      body: await readBody(message)
    };
  } finally {
    client.dispose();
  }
}
function onRequest(signal) {
  const handler = {
    prepareRequest(options) {
      options.signal = signal;
      const { proxyOptions = {} } = options.agent;
      proxyOptions.signal = signal;
      options.host = String(options.host).replace(/^\[(.*)\]$/, "$1");
    },
    // A 401 is an answer like any other, so no other method of the handler is ever called.
    canHandleAuthentication: () => false
  };
  return handler;
}
async function readBody(message) {
  const chunks = [];
  let size = 0;
  for await (const chunk of message) {
    size += chunk.length;
    if (size > maxBodyBytes) {
      throw networkFailure(
        "too-large",
        `The response exceeds the limit of ${maxBodyBytes / 1024 / 1024} MiB.`
      );
    }
    chunks.push(chunk);
  }
  return new TextDecoder().decode(Buffer.concat(chunks));
}
var unreachableCodes = /* @__PURE__ */ new Set([
  "ECONNREFUSED",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ENOTFOUND",
  "EAI_AGAIN"
]);
var certificateCodes = /^(UNABLE_TO_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|ERR_TLS_CERT|ERR_SSL_)/;
function toFailure(error2, { host }) {
  if (error2 instanceof Failure) {
    return error2;
  }
  const { code: code2 = "" } = error2;
  const attempts = error2 instanceof AggregateError ? error2.errors : [error2];
  const cause = oneLine(attempts.map((attempt) => attempt.message).join("; "), 300);
  const [, proxyCause] = /^tunneling socket could not be established, cause=(.*)/s.exec(error2.message) ?? [];
  if (proxyCause !== void 0) {
    return networkFailure("unreachable", `No response from the proxy: ${oneLine(proxyCause, 300)}.`, {
      hint: "Check HTTPS_PROXY, and that the runner can reach the proxy.",
      cause: error2
    });
  }
  const refused = /^tunneling socket could not be established, statusCode=(4\d\d)/.exec(error2.message);
  if (refused) {
    return networkFailure("proxy", `The proxy refused to connect to ${host}: ${refused[1]}.`, {
      hint: refused[1] === "407" ? "The proxy requires a user and a password: put them into HTTPS_PROXY, percent-encoded." : "Allow this host on the proxy, or name the host in NO_PROXY.",
      cause: error2
    });
  }
  if (certificateCodes.test(code2)) {
    const reason = cause.split(";")[0];
    return networkFailure("certificate", `The certificate of ${host} is not trusted: ${reason} (${code2}).`, {
      hint: "On a self-hosted runner behind a proxy that inspects TLS, name its root certificate in NODE_EXTRA_CA_CERTS.",
      cause: error2
    });
  }
  const fault = unreachableCodes.has(code2) ? "unreachable" : "connection";
  return networkFailure(fault, `No response from ${host}: ${cause}${code2 ? ` (${code2})` : ""}.`, {
    hint: "Check that the runner can reach the host, and check HTTPS_PROXY and NO_PROXY if a proxy is in use.",
    cause: error2
  });
}

// src/model/backoff.ts
var maxPauseMs = 5 * 6e4;
var maxRetryAfterMs = 60 * 6e4;
var shareOfWait = 0.05;
var rootOfMs = 4e3;
var factors = { far: 2, unknown: 1, near: 1 / 3 };
function nextPollMs(interval2, waitedMs, steps, random) {
  if (interval2.fixedMs !== void 0) {
    return interval2.fixedMs;
  }
  const usualMs = Math.min(waitedMs * shareOfWait, Math.sqrt(waitedMs * rootOfMs));
  const pauseMs = Math.min(maxPauseMs, usualMs * factors[nearnessOfEnd(steps)]);
  return Math.max(interval2.minMs, pauseMs * (1 - random / 10));
}
function nearnessOfEnd(steps) {
  switch (steps.at(-1)?.status) {
    case "not-started":
      return "far";
    case "running":
      return "near";
    default:
      return "unknown";
  }
}
function backoffMs(interval2, failures, retryAfterMs, random) {
  const firstMs = interval2.fixedMs ?? interval2.minMs;
  const pauseMs = Math.min(Math.max(maxPauseMs, firstMs), firstMs * 2 ** Math.min(failures - 1, 20));
  return Math.max(firstMs, pauseMs * (1 - random / 10), cappedRetryAfterMs(retryAfterMs));
}
function cappedRetryAfterMs(retryAfterMs) {
  return Math.min(maxRetryAfterMs, retryAfterMs ?? 0);
}

// src/auth/credential.ts
function staticCredential(token) {
  return {
    token: async () => token,
    invalidate: () => false
  };
}
var assumedLifetimeMs = 10 * 6e4;
var maxMarginMs = 5 * 6e4;
var overduePauseMs = 6e4;
var silenceMs = 5 * 6e4;
var maxAttempts = 3;
var interval = { fixedMs: void 0, minMs: 5e3 };
function renewingCredential(options) {
  const { clock, log, random } = options;
  let current;
  let inProgress;
  let signedInBefore = false;
  let hasAnswered = false;
  const startMs = clock.now();
  function mayTryAgain({ refusesCaller, transience }, refusals, isBrief) {
    switch (transience) {
      case "always":
        return hasAnswered || clock.now() < startMs + silenceMs;
      case "after-success":
        return signedInBefore;
      case "few-attempts":
        return refusals < maxAttempts && !(isBrief && refusesCaller && !signedInBefore);
      case "briefly-after-success":
      case "once-after-success":
      case "never":
        return false;
    }
  }
  async function renew(deadline) {
    let refusals = 0;
    for (let failures = 1; ; failures += 1) {
      deadline.signal.throwIfAborted();
      try {
        const { token, lifetimeMs = assumedLifetimeMs } = await options.signIn(deadline);
        const nowMs = clock.now();
        if (failures > 1 || current?.isOverdue) {
          log.info("Signing in works again.");
        }
        signedInBefore = true;
        hasAnswered = true;
        current = {
          token,
          renewAtMs: nowMs + lifetimeMs - Math.min(maxMarginMs, lifetimeMs / 5),
          expiresAtMs: nowMs + lifetimeMs,
          isOverdue: false
        };
        return token;
      } catch (error2) {
        if (!(error2 instanceof Failure) || error2.kind === "interrupted") {
          throw error2;
        }
        hasAnswered ||= error2.kind !== "network";
        refusals += error2.transience === "few-attempts" ? 1 : 0;
        if (current && clock.now() < current.expiresAtMs) {
          if (!current.isOverdue) {
            log.warning(`Could not renew the token yet. ${error2.describe()}`);
          }
          current = { ...current, isOverdue: true, renewAtMs: clock.now() + overduePauseMs };
          return current.token;
        }
        if (!mayTryAgain(error2, refusals, deadline.isBrief === true)) {
          throw signInFailure(error2, "never");
        }
        const leftMs = deadline.atMs - clock.now();
        if (leftMs <= 0) {
          throw signInFailure(error2, "always");
        }
        const maxPauseMs2 = hasAnswered ? leftMs : Math.min(leftMs, Math.max(0, startMs + silenceMs - clock.now()));
        const pauseMs = Math.min(maxPauseMs2, backoffMs(interval, failures, error2.retryAfterMs, random()));
        if (failures === 1) {
          log.warning(`Sign-in failed; trying again in ${formatDuration(pauseMs)}. ${error2.describe()}`);
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
      const shared = inProgress;
      if (shared) {
        return shared.token.catch((error2) => {
          const isTheirs = shared.isBrief && !deadline.isBrief || error2 instanceof Failure && error2.kind === "interrupted" && !deadline.signal.aborted;
          if (isTheirs) {
            return this.token(deadline);
          }
          throw error2;
        });
      }
      const token = renew(deadline).finally(() => {
        inProgress = void 0;
      });
      inProgress = { token, isBrief: deadline.isBrief === true };
      return token;
    },
    invalidate(token) {
      if (current?.token === token) {
        current = void 0;
      }
      return true;
    }
  };
}
function signInFailure(cause, transience) {
  return cause.with({
    transience,
    effect: "not-sent",
    isFatal: true,
    suggestsRival: false,
    retryAfterMs: void 0,
    label: `sign-in: ${cause.label}`
  });
}

// node_modules/valibot/dist/index.mjs
var store$4;
var DEFAULT_CONFIG = {
  lang: void 0,
  message: void 0,
  abortEarly: void 0,
  abortPipeEarly: void 0
};
// @__NO_SIDE_EFFECTS__
function getGlobalConfig(config$1) {
  if (!config$1 && !store$4) return DEFAULT_CONFIG;
  return {
    lang: config$1?.lang ?? store$4?.lang,
    message: config$1?.message,
    abortEarly: config$1?.abortEarly ?? store$4?.abortEarly,
    abortPipeEarly: config$1?.abortPipeEarly ?? store$4?.abortPipeEarly
  };
}
var store$3;
// @__NO_SIDE_EFFECTS__
function getGlobalMessage(lang) {
  return store$3?.get(lang);
}
var store$2;
// @__NO_SIDE_EFFECTS__
function getSchemaMessage(lang) {
  return store$2?.get(lang);
}
var store$1;
// @__NO_SIDE_EFFECTS__
function getSpecificMessage(reference, lang) {
  return store$1?.get(reference)?.get(lang);
}
// @__NO_SIDE_EFFECTS__
function _stringify(input2) {
  const type = typeof input2;
  if (type === "string") return `"${input2}"`;
  if (type === "number" || type === "bigint" || type === "boolean") return `${input2}`;
  if (type === "object" || type === "function") return (input2 && Object.getPrototypeOf(input2)?.constructor?.name) ?? "null";
  return type;
}
function _addIssue(context, label2, dataset, config$1, other) {
  const input2 = other && "input" in other ? other.input : dataset.value;
  const expected = other?.expected ?? context.expects ?? null;
  const received = other?.received ?? /* @__PURE__ */ _stringify(input2);
  const issue2 = {
    kind: context.kind,
    type: context.type,
    input: input2,
    expected,
    received,
    message: `Invalid ${label2}: ${expected ? `Expected ${expected} but r` : "R"}eceived ${received}`,
    requirement: context.requirement,
    path: other?.path,
    issues: other?.issues,
    lang: config$1.lang,
    abortEarly: config$1.abortEarly,
    abortPipeEarly: config$1.abortPipeEarly
  };
  const isSchema = context.kind === "schema";
  const message$1 = other?.message ?? context.message ?? /* @__PURE__ */ getSpecificMessage(context.reference, issue2.lang) ?? (isSchema ? /* @__PURE__ */ getSchemaMessage(issue2.lang) : null) ?? config$1.message ?? /* @__PURE__ */ getGlobalMessage(issue2.lang);
  if (message$1 !== void 0) issue2.message = typeof message$1 === "function" ? message$1(issue2) : message$1;
  if (isSchema) dataset.typed = false;
  if (dataset.issues) dataset.issues.push(issue2);
  else dataset.issues = [issue2];
}
// @__NO_SIDE_EFFECTS__
function _isSameValueZero(value1, value2) {
  return value1 === value2 || Number.isNaN(value1) && Number.isNaN(value2);
}
// @__NO_SIDE_EFFECTS__
function _isValidObjectKey(object$1, key) {
  return Object.prototype.hasOwnProperty.call(object$1, key) && key !== "__proto__" && key !== "prototype" && key !== "constructor";
}
// @__NO_SIDE_EFFECTS__
function _joinExpects(values$1, separator) {
  const list2 = [...new Set(values$1)];
  if (list2.length > 1) return `(${list2.join(` ${separator} `)})`;
  return list2[0] ?? "never";
}
function _standardSchema(schema) {
  schema["~standard"] = {
    version: 1,
    vendor: "valibot",
    validate: (value$1) => schema["~run"]({ value: value$1 }, /* @__PURE__ */ getGlobalConfig())
  };
  return schema;
}
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
var EMOJI_REGEX = new RegExp("^(?:[\\u{1F1E6}-\\u{1F1FF}]{2}|\\u{1F3F4}[\\u{E0061}-\\u{E007A}]{2}[\\u{E0030}-\\u{E0039}\\u{E0061}-\\u{E007A}]{1,3}\\u{E007F}|(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation})(?:\\u200D(?:\\p{Emoji}\\uFE0F\\u20E3?|\\p{Emoji_Modifier_Base}\\p{Emoji_Modifier}?|(?![\\p{Emoji_Modifier_Base}\\u{1F1E6}-\\u{1F1FF}])\\p{Emoji_Presentation}))*)+$", "u");
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
var ABORT_EARLY_CONFIG = { abortEarly: true };
// @__NO_SIDE_EFFECTS__
function getFallback(schema, dataset, config$1) {
  return typeof schema.fallback === "function" ? schema.fallback(dataset, config$1) : schema.fallback;
}
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
function getDefault(schema, dataset, config$1) {
  return typeof schema.default === "function" ? schema.default(dataset, config$1) : schema.default;
}
// @__NO_SIDE_EFFECTS__
function is(schema, input2) {
  return !schema["~run"]({ value: input2 }, ABORT_EARLY_CONFIG).issues;
}
// @__NO_SIDE_EFFECTS__
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
      const input2 = dataset.value;
      if (Array.isArray(input2)) {
        dataset.typed = true;
        dataset.value = [];
        for (let key = 0; key < input2.length; key++) {
          const value$1 = input2[key];
          const itemDataset = this.item["~run"]({ value: value$1 }, config$1);
          if (itemDataset.issues) {
            const pathItem = {
              type: "array",
              origin: "value",
              input: input2,
              key,
              value: value$1
            };
            for (const issue2 of itemDataset.issues) {
              if (issue2.path) issue2.path.unshift(pathItem);
              else issue2.path = [pathItem];
              dataset.issues?.push(issue2);
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
      const input2 = dataset.value;
      if (input2 && typeof input2 === "object") {
        dataset.typed = true;
        dataset.value = {};
        for (const key in this.entries) {
          const valueSchema = this.entries[key];
          if (key in input2 || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
            const value$1 = key in input2 ? input2[key] : /* @__PURE__ */ getDefault(valueSchema);
            const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
            if (valueDataset.issues) {
              const pathItem = {
                type: "object",
                origin: "value",
                input: input2,
                key,
                value: value$1
              };
              for (const issue2 of valueDataset.issues) {
                if (issue2.path) issue2.path.unshift(pathItem);
                else issue2.path = [pathItem];
                dataset.issues?.push(issue2);
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
                input: input2,
                key,
                value: input2[key]
              }]
            });
            if (config$1.abortEarly) break;
          }
        }
        if (!dataset.issues || !config$1.abortEarly) {
          for (const key in input2) if (/* @__PURE__ */ _isValidObjectKey(input2, key) && !Object.prototype.hasOwnProperty.call(this.entries, key)) dataset.value[key] = input2[key];
        }
      } else _addIssue(this, "type", dataset, config$1);
      return dataset;
    }
  });
}
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
      const input2 = dataset.value;
      if (input2 && typeof input2 === "object") {
        dataset.typed = true;
        dataset.value = {};
        for (const key in this.entries) {
          const valueSchema = this.entries[key];
          if (key in input2 || (valueSchema.type === "exact_optional" || valueSchema.type === "optional" || valueSchema.type === "nullish") && valueSchema.default !== void 0) {
            const value$1 = key in input2 ? input2[key] : /* @__PURE__ */ getDefault(valueSchema);
            const valueDataset = valueSchema["~run"]({ value: value$1 }, config$1);
            if (valueDataset.issues) {
              const pathItem = {
                type: "object",
                origin: "value",
                input: input2,
                key,
                value: value$1
              };
              for (const issue2 of valueDataset.issues) {
                if (issue2.path) issue2.path.unshift(pathItem);
                else issue2.path = [pathItem];
                dataset.issues?.push(issue2);
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
                input: input2,
                key,
                value: input2[key]
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
      const input2 = dataset.value;
      if (input2 && typeof input2 === "object") {
        dataset.typed = true;
        dataset.value = {};
        for (const entryKey in input2) if (/* @__PURE__ */ _isValidObjectKey(input2, entryKey)) {
          const entryValue = input2[entryKey];
          const keyDataset = this.key["~run"]({ value: entryKey }, config$1);
          if (keyDataset.issues) {
            const pathItem = {
              type: "object",
              origin: "key",
              input: input2,
              key: entryKey,
              value: entryValue
            };
            for (const issue2 of keyDataset.issues) {
              issue2.path = [pathItem];
              dataset.issues?.push(issue2);
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
              input: input2,
              key: entryKey,
              value: entryValue
            };
            for (const issue2 of valueDataset.issues) {
              if (issue2.path) issue2.path.unshift(pathItem);
              else issue2.path = [pathItem];
              dataset.issues?.push(issue2);
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
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
function _subIssues(datasets) {
  let issues;
  if (datasets) for (const dataset of datasets) if (issues) for (const issue2 of dataset.issues) issues.push(issue2);
  else issues = dataset.issues;
  return issues;
}
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
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
function parse(schema, input2, config$1) {
  const dataset = schema["~run"]({ value: input2 }, /* @__PURE__ */ getGlobalConfig(config$1));
  if (dataset.issues) throw new ValiError(dataset.issues);
  return dataset.value;
}
// @__NO_SIDE_EFFECTS__
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
// @__NO_SIDE_EFFECTS__
function safeParse(schema, input2, config$1) {
  const dataset = schema["~run"]({ value: input2 }, /* @__PURE__ */ getGlobalConfig(config$1));
  return {
    typed: dataset.typed,
    success: !dataset.issues,
    output: dataset.value,
    issues: dataset.issues
  };
}

// src/http/json.ts
var maxDepth = 64;
function parseJson(text2) {
  if (depthOf(text2) > maxDepth) {
    return void 0;
  }
  try {
    return JSON.parse(text2);
  } catch {
    return void 0;
  }
}
function depthOf(text2) {
  let depth = 0;
  let deepest = 0;
  let isInString = false;
  for (let index = 0; index < text2.length && deepest <= maxDepth; index += 1) {
    const character2 = text2[index];
    if (isInString) {
      index += character2 === "\\" ? 1 : 0;
      isInString = character2 !== '"';
    } else if (character2 === '"') {
      isInString = true;
    } else if (character2 === "[" || character2 === "{") {
      depth += 1;
      deepest = Math.max(deepest, depth);
    } else if (character2 === "]" || character2 === "}") {
      depth -= 1;
    }
  }
  return deepest;
}
var text = optional(fallback(string(), ""), "");
var list = optional(fallback(array(unknown()), []), []);
var id = pipe(string(), regex(/^[\w-]{1,100}$/));
function readAs(schema, document, what, correlationId) {
  const parsed = safeParse(schema, document);
  if (!parsed.success) {
    throw unreadableAnswer(`The answer is JSON, but not ${what}.`, correlationId);
  }
  return parsed.output;
}

// src/auth/secret.ts
var minSecretLength = 16;
function isSecret(value) {
  return value.length >= minSecretLength && /^[\x21-\x7e]+$/.test(value);
}

// src/http/html.ts
var markup = /<[a-z!/]|&[a-z#]/i;
var elements = "a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe img input ins kbd label legend li link main map mark marquee math menu meta meter nav nobr noframes noscript object ol optgroup option output p param picture pre progress q rp rt ruby s samp script search section select slot small source span strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var video wbr xmp";
var unknownTag = new RegExp(
  String.raw`<(?=/?[a-z])(?!/?(?:${elements.replaceAll(" ", "|")}|[a-z]\w{0,19}:\w{1,20})(?![\w:.@-]))`,
  "gi"
);
var maxMarkupLength = 2e4;
var maxTextLength = 4e3;
async function htmlToText(html) {
  let text2 = clip(html, maxMarkupLength);
  if (markup.test(text2)) {
    const { convert } = await import("./html-converter.js");
    text2 = convert(text2.replace(unknownTag, "&lt;"));
  }
  return clip(
    cleanText(text2).replace(/\n{3,}/g, "\n\n").trim(),
    maxTextLength
  );
}

// src/http/retry-after.ts
function parseRetryAfterMs(header, nowEpochMs) {
  const value = header?.trim() ?? "";
  if (/^\d+$/.test(value)) {
    return Number(value) * 1e3;
  }
  const date = Date.parse(value);
  return Number.isNaN(date) || !/[a-z]{3}/i.test(value) ? void 0 : Math.max(0, date - nowEpochMs);
}

// src/auth/sign-in-error.ts
var noMatch = "No federated credential of the application matches this workflow.";
var noMatchInCase = "A federated credential matches this workflow only if upper and lower case are ignored, and Entra ID does not ignore them.";
var hints = {
  7000215: "client-secret is wrong. Enter the value of the secret, not its ID, and of this application.",
  7000222: "client-secret has expired. Create a new one in Entra ID (App registrations, Certificates & secrets), or go without: leave client-secret out and add a federated credential.",
  700016: "This tenant does not know the application: check client-id and tenant-id.",
  90002: "Entra ID does not know the tenant: check tenant-id, and authority-host for another cloud.",
  500011: "The tenant does not know the API that the token is for. If it fails again, check tenant-id, and that the tenant is linked to Partner Center.",
  7002381: "The tenant accepts GitHub's id tokens only from the GitHub enterprises that the error names. If it fails again, run the workflow in a repository of one of them, or set client-secret.",
  70021: noMatch,
  70025: noMatch,
  700211: noMatch,
  700212: noMatch,
  700213: noMatch,
  7002138: noMatchInCase,
  700024: "The workflow's id token had expired or was not valid yet: check the clock of the runner.",
  50013: "Entra ID could not verify the workflow's id token: check the issuer of the federated credential, and on GitHub Enterprise Server that Entra ID can reach its keys."
};
var flakyCodes = /* @__PURE__ */ new Set(["500011", "700213", "7002381"]);
var codesOfOneApi = /* @__PURE__ */ new Set(["500011", "500014", "501051", "650057"]);
var bodySchema = object({ error: text, error_description: text, correlation_id: text, trace_id: text });
var emptyBody = { error: "", error_description: "", correlation_id: "", trace_id: "" };
function signInFailureKind(status) {
  if (status === 429) {
    return "throttled";
  }
  return isTransientStatus(status) ? "service" : "authentication";
}
async function signInError(response, identity, nowEpochMs) {
  const { status } = response;
  const parsed = safeParse(bodySchema, parseJson(response.body));
  const body = parsed.success ? parsed.output : emptyBody;
  const words = body.error_description || body.error || await htmlToText(response.body);
  const code2 = /AADSTS(\d+)/.exec(words)?.[1] ?? "";
  const description = oneLine(words.replace(/\s(?:Trace ID|Correlation ID|Timestamp):.*$/s, ""), 1e3);
  const correlationId = oneLine(body.correlation_id, 100);
  const technical = [
    oneLine(`${status} ${response.statusText}`),
    correlationId && `correlation ID ${correlationId}`,
    body.trace_id && `trace ID ${oneLine(body.trace_id, 100)}`
  ];
  const hint = hints[code2] ?? "";
  return serviceFailure(signInFailureKind(status), sentence("Entra ID refused the sign-in", description), {
    status,
    correlationId,
    technical: technical.filter(Boolean).join("; "),
    retryAfterMs: parseRetryAfterMs(response.headers["retry-after"], nowEpochMs),
    hint: (hint === noMatch || hint === noMatchInCase) && identity ? `${hint} ${credentialToAdd(identity)}` : hint,
    refusesCaller: codesOfOneApi.has(code2),
    ...signInTransience(status, flakyCodes.has(code2))
  });
}
function signInTransience(status, isFlaky) {
  if (isTransientStatus(status) || status >= 300 && status < 400) {
    return {};
  }
  return { transience: isFlaky ? "few-attempts" : "never" };
}
function credentialToAdd({ issuer, subject, audience: audience2 }) {
  return `Add one in Entra ID (App registrations, Certificates & secrets, Federated credentials): issuer ${issuer}, subject identifier ${subject}, audience ${audience2}.`;
}

// src/auth/token-claims.ts
var claimsSchema = object({
  appid: text,
  // the application, in v1 tokens
  azp: text,
  // the application, in v2 tokens
  upn: text,
  // the user, where a person signed in
  exp: optional(fallback(nullable(number()), null), null),
  iss: text,
  sub: text,
  aud: text
});
function readClaims(token) {
  const parsed = safeParse(claimsSchema, readPayload(token));
  return parsed.success ? parsed.output : void 0;
}
function readPayload(token) {
  return parseJson(Buffer.from(token.split(".")[1] ?? "", "base64url").toString());
}
function describeToken(token) {
  const { appid = "", azp = "", upn = "" } = readClaims(token) ?? {};
  const application = appid || azp;
  if (upn) {
    return "a user's token";
  }
  return application ? oneLine(`application ${application}`, 200) : "the given token";
}
function readExpiryMs(token) {
  const exp = readClaims(token)?.exp;
  return exp ? exp * 1e3 : void 0;
}
var audienceSchema = pipe(
  object({ aud: union([string(), array(string())]) }),
  transform(({ aud }) => [aud].flat())
);
function readAudiences(token) {
  const parsed = safeParse(audienceSchema, readPayload(token));
  return parsed.success ? parsed.output.map((audience2) => oneLine(audience2, 200)).filter(Boolean) : [];
}
function readFederatedIdentity(idToken) {
  const claims = readClaims(idToken);
  return claims && {
    issuer: oneLine(claims.iss, 300),
    subject: oneLine(claims.sub, 300),
    audience: oneLine(claims.aud, 300)
  };
}

// src/auth/entra-id.ts
var maxLifetimeS = 24 * 3600;
var exchangeLimitMs = 6e4;
var tokenSchema = pipe(string(), check(isSecret));
async function signIn(options, deadline) {
  const { application, clock, mask } = options;
  const { ConfidentialClientApplication } = await import("./msal.js");
  const { authorityHost, tenantId: tenantId2, clientId: clientId2, clientSecret } = application;
  let identity;
  let secret2 = clientSecret;
  if (!clientSecret) {
    secret2 = await options.idToken(deadline);
    mask(secret2);
    identity = readFederatedIdentity(secret2);
  }
  const authority = `${authorityHost.replace(/^http:/, "https:")}/${tenantId2}`;
  const network = new MsalNetwork(options, deadline, secret2);
  const client = new ConfidentialClientApplication({
    auth: {
      clientId: clientId2,
      authority,
      knownAuthorities: [new URL(authority).host],
      // The endpoints are known (learn.microsoft.com, OAuth 2.0 client credentials flow): no need to discover them.
      authorityMetadata: JSON.stringify({
        issuer: `${authority}/v2.0`,
        authorization_endpoint: `${authority}/oauth2/v2.0/authorize`,
        token_endpoint: `${authority}/oauth2/v2.0/token`,
        jwks_uri: `${authority}/discovery/v2.0/keys`
      }),
      ...clientSecret ? { clientSecret } : { clientAssertion: secret2 }
    },
    system: {
      networkClient: network,
      disableInternalRetries: true
    }
  });
  try {
    const result = await client.acquireTokenByClientCredential({ scopes: [options.scope], skipCache: true });
    const token = safeParse(tokenSchema, result?.accessToken);
    if (!token.success) {
      throw unreadableAnswer("Entra ID answered, but not with an access token.", "", {
        suspect: "authority-host"
      });
    }
    mask(token.output);
    return { token: token.output, lifetimeMs: network.lifetimeMs };
  } catch (error2) {
    if (network.failure) {
      throw network.failure;
    }
    if (network.response) {
      throw await signInError(network.response, identity, clock.epoch());
    }
    throw error2 instanceof Failure ? error2 : new Failure("authentication", `The sign-in failed: ${error2}`, { cause: error2 });
  }
}
var MsalNetwork = class {
  /** Why the last request got no readable answer. */
  failure;
  /** The last answer, if it was not a success. */
  response;
  /** The lifetime of the last token, in ms. MSAL gives a time of day instead, by a clock that may be set meanwhile. */
  lifetimeMs;
  #options;
  #deadline;
  #secret;
  constructor(options, deadline, secret2) {
    this.#options = options;
    this.#deadline = deadline;
    this.#secret = secret2;
  }
  async sendPostRequestAsync(address2, options) {
    const { headers, body } = options;
    const { pathname, search } = new URL(address2);
    const url = new URL(pathname + search, this.#options.application.authorityHost);
    try {
      const answer2 = await this.#options.transport(
        { method: "POST", url, headers, body },
        { signal: this.#deadline.signal, limitMs: exchangeLimitMs }
      );
      const response = redact(answer2, [this.#secret]);
      if (response.status < 200 || response.status > 299) {
        this.response = response;
      }
      const document = parse2(response);
      this.lifetimeMs = readLifetimeMs(document);
      return {
        status: response.status,
        headers: Object.fromEntries(
          Object.entries(response.headers).map(([name, value]) => [name, String(value)])
        ),
        body: document
      };
    } catch (error2) {
      this.failure = error2;
      throw error2;
    }
  }
};
var lifetimeSchema = object({
  expires_in: pipe(
    union([number(), string()]),
    transform(Number),
    gtValue(0),
    maxValue(maxLifetimeS)
  )
});
function readLifetimeMs(body) {
  const parsed = safeParse(lifetimeSchema, body);
  return parsed.success ? parsed.output.expires_in * 1e3 : void 0;
}
function parse2(response) {
  const parsed = safeParse(looseObject({}), parseJson(response.body));
  if (parsed.success) {
    return parsed.output;
  }
  if (response.status >= 300) {
    return {};
  }
  throw unreadableAnswer("Entra ID answered, but not with a JSON object.", "", { suspect: "authority-host" });
}

// src/http/error-body.ts
var maxDepth2 = 8;
var maxDetails = 20;
var maxVisited = 100;
var maxMarkupLength2 = 5e3;
var maxLineLength = 1200;
var word = union([string(), pipe(number(), transform(String))]);
var textOrNumber = optional(fallback(word, ""), "");
var resource = optional(
  fallback(
    union([
      word,
      pipe(
        record(string(), unknown()),
        transform((named) => Object.values(named).find((name) => typeof name === "string") ?? "")
      )
    ]),
    ""
  ),
  ""
);
var errorSchema = object({
  code: textOrNumber,
  errorCode: textOrNumber,
  // of a validation (Partner Center)
  message: textOrNumber,
  resourceId: resource,
  resource,
  target: resource,
  details: optional(unknown())
});
async function readErrorBody(body) {
  const document = parseJson(body);
  if (document === void 0) {
    return { code: "", message: oneLine(await htmlToText(body), 500), details: [] };
  }
  const wrapper = asObject(document);
  const variant = asObject(wrapper["Variant"]);
  const inner = wrapper["error"] ?? wrapper["Error"] ?? variant["error"] ?? document;
  if (typeof inner === "string") {
    const description = wrapper["error_description"];
    return typeof description === "string" ? { code: oneLine(inner, 100), message: oneLine(description), details: [] } : { code: "", message: oneLine(await htmlToText(inner)), details: [] };
  }
  const parsed = parse(errorSchema, asObject(inner));
  const error2 = {
    code: oneLine(parsed.code, 100),
    message: oneLine(await htmlToText(parsed.message)),
    details: await flattenDetails(parsed.details)
  };
  return formatErrorBody(error2) ? error2 : { code: "", message: oneLine(body, 500), details: [] };
}
async function flattenDetails(details2, maxItems = maxVisited) {
  const lines2 = [];
  for (const item of walk(details2).take(maxItems)) {
    if (lines2.length === maxDetails) {
      break;
    }
    const detail = parse(errorSchema, asObject(typeof item === "string" ? { message: item } : item));
    const where = oneLine(detail.resourceId || detail.resource || detail.target, 200);
    const what = [
      oneLine(detail.code || detail.errorCode, 100),
      oneLine(await htmlToText(clip(detail.message, maxMarkupLength2)))
    ].filter(Boolean).join(": ");
    if (what) {
      lines2.push(where ? `${what} [${where}]` : what);
    }
  }
  return lines2;
}
function* walk(details2, depth = 1) {
  const items = Array.isArray(details2) ? details2 : isObject(details2) ? [details2] : [];
  for (const item of items) {
    yield item;
    if (depth < maxDepth2) {
      yield* walk(asObject(item)["details"], depth + 1);
    }
  }
}
function isObject(value) {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
function asObject(value) {
  return isObject(value) ? value : {};
}
function formatErrorBody({ code: code2, message, details: details2 }) {
  const head = [code2, message].filter(Boolean).join(": ");
  return oneLine([head, ...details2].filter(Boolean).join("; "), maxLineLength);
}

// src/auth/id-token.ts
var audience = "api://AzureADTokenExchange";
var exchangeLimitMs2 = 3e4;
function missingPermission() {
  return new Failure(
    "authentication",
    "This job is not allowed to request an id token from GitHub, so it cannot sign in.",
    {
      hint: "Grant the job the permission (permissions: id-token: write), or set client-secret. A pull request from a fork never gets an id token."
    }
  );
}
var answerSchema = object({ value: pipe(string(), check(isSecret)) });
async function requestIdToken(source, transport, deadline) {
  const url = new URL(source.requestUrl);
  url.searchParams.set("audience", audience);
  const answer2 = await transport(
    {
      method: "GET",
      url,
      headers: { Accept: "application/json", Authorization: `Bearer ${source.requestToken}` }
    },
    { signal: deadline.signal, limitMs: exchangeLimitMs2 }
  );
  const { status, statusText, body } = redact(answer2, [source.requestToken]);
  if (status < 200 || status > 299) {
    const reason = formatErrorBody(await readErrorBody(body));
    throw serviceFailure(signInFailureKind(status), sentence("GitHub gave no id token", reason), {
      status,
      correlationId: "",
      technical: oneLine(`${status} ${statusText}`),
      retryAfterMs: void 0,
      hint: "Run this step again; if it fails again, check that the job has permissions: id-token: write.",
      // GitHub's own 401 was seen to come and go.
      ...signInTransience(status, status === 401)
    });
  }
  const parsed = safeParse(answerSchema, parseJson(body));
  if (!parsed.success) {
    throw unreadableAnswer("GitHub answered, but not with an id token.", "", {
      suspect: "the network of the runner"
    });
  }
  return parsed.output.value;
}

// src/auth/create-credential.ts
function describeCredentials(credentials) {
  if ("token" in credentials) {
    return describeToken(credentials.token);
  }
  const proof = credentials.clientSecret ? "a client secret" : "the workflow's own identity";
  return `application ${credentials.clientId} of tenant ${credentials.tenantId}, using ${proof}`;
}
function createCredential(credentials, options) {
  const { clock, log, random, runner, scope, transport } = options;
  if ("token" in credentials) {
    warnOfExpiry(credentials.token, options);
    return staticCredential(credentials.token);
  }
  const application = credentials;
  const mask = (secret2) => runner.mask(secret2);
  const idToken = (deadline) => freshIdToken(options, deadline);
  return renewingCredential({
    signIn: (deadline) => signIn({ application, scope, idToken, transport, clock, mask }, deadline),
    clock,
    random,
    log
  });
}
function warnOfExpiry(token, { clock, log, waitMs }) {
  const expiryMs = readExpiryMs(token);
  const leftMs = expiryMs === void 0 ? Number.POSITIVE_INFINITY : expiryMs - clock.epoch();
  if (leftMs <= 0) {
    log.warning("The token has expired.");
  } else if (leftMs < waitMs) {
    log.warning(
      `The token expires in ${formatDuration(leftMs)}, and the wait may take ${formatDuration(waitMs)}. A given token cannot be renewed: for longer waits, set tenant-id and client-id instead.`
    );
  }
}
async function freshIdToken({ runner, transport }, deadline) {
  const source = runner.idTokenSource();
  if (!source) {
    throw missingPermission();
  }
  runner.mask(source.requestToken);
  return requestIdToken(source, transport, deadline);
}

// src/model/offer.ts
var maxOperationUrlLength = 500;
var maxOperationIdLength = 200;
function displayName({ publisher, offer }) {
  return [publisher, offer].filter(Boolean).join("/") || "the offer";
}
function describeStatus({ status, rawStatus }) {
  return status === rawStatus.toLowerCase() ? status : `${status} (${rawStatus})`;
}
function hasEnded(status) {
  return status === "succeeded" || status === "failed" || status === "canceled";
}
function hasFailed(status) {
  return hasEnded(status) && status !== "succeeded";
}
function isBlocked({ status }) {
  return status === "blocked" || status === "rejected";
}
function currentStep(steps) {
  return steps.find((step) => step.status !== "succeeded" && step.status !== "not-started") ?? steps.find((step) => step.status === "not-started");
}
function describeProblems({ steps, messages }) {
  const lines2 = steps.filter(
    (step) => step.status === "failed" || isBlocked(step) || step.messages.some(({ level }) => level === "error")
  ).map((step) => sentence(step.name, joinMessages(step.messages) || step.status));
  return [...lines2, joinMessages(messages)].filter(Boolean).join(" ");
}
function joinMessages(messages) {
  const errors = messages.filter(({ level }) => level === "error");
  return (errors.length > 0 ? errors : messages).map(({ text: text2 }) => sentence("", text2)).join(" ");
}

// src/model/result.ts
function newResult(offer, api, status, epochMs) {
  return {
    offer: offer.offer,
    publisher: offer.publisher,
    api,
    status,
    rawStatus: "",
    started: false,
    adopted: false,
    timedOut: false,
    failureKind: "",
    message: "",
    operationUrl: "",
    operationId: "",
    startedAt: new Date(epochMs).toISOString(),
    endedAt: "",
    steps: [],
    messages: [],
    portalUrl: "",
    correlationId: "",
    polls: 0
  };
}
function recordOperation(result, { url, id: id3 }) {
  result.operationUrl = url.href;
  result.operationId = id3.length > maxOperationIdLength ? "" : id3;
}
function recordSnapshot(result, snapshot) {
  result.rawStatus = snapshot.rawStatus;
  result.steps = snapshot.steps;
  result.messages = snapshot.messages;
  result.portalUrl = snapshot.portalUrl || result.portalUrl;
  result.correlationId = snapshot.correlationId || result.correlationId;
}
var severity = {
  failed: 6,
  canceled: 5,
  unknown: 4,
  "not-started": 3,
  "waiting-for-review": 2,
  running: 1,
  succeeded: 0
};
var severityOfFailure = 10;
function bySeverity(a, b) {
  const rank = ({ failureKind, status }) => (failureKind ? severityOfFailure : 0) + severity[status];
  return rank(b) - rank(a);
}
function worst(results) {
  return results.toSorted(bySeverity)[0];
}
function isSuccess(result, failOnTimeout) {
  return result.failureKind === "" || result.failureKind === "timeout" && !failOnTimeout;
}

// src/golive/patience.ts
var silenceMs2 = 5 * 6e4;
var refusalMs = 15 * 6e4;
var Patience = class {
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
    this.#hasFailedOtherwise ||= kind !== "network";
    this.#unauthorized = transience === "once-after-success" ? this.#unauthorized + 1 : 0;
    if (transience === "briefly-after-success") {
      this.#refusedSinceMs = Math.min(this.#refusedSinceMs, nowMs);
    }
  }
  /** Whether to check again after the failure that came last. */
  tolerates({ transience }, nowMs) {
    switch (transience) {
      case "always":
        return this.#hasAnswered() || nowMs < this.#startMs + silenceMs2;
      case "after-success":
        return this.#hasSucceeded;
      case "briefly-after-success":
        return this.#hasSucceeded && nowMs < this.#refusedSinceMs + refusalMs;
      case "once-after-success":
        return this.#hasSucceeded && this.#unauthorized === 1;
      // Signing in has its own attempts.
      case "few-attempts":
      case "never":
        return false;
    }
  }
  /** The longest pause before the next check: what never answered is checked again in time to give up. */
  maxPauseMs(nowMs) {
    return this.#hasAnswered() ? Number.POSITIVE_INFINITY : Math.max(0, this.#startMs + silenceMs2 - nowMs);
  }
  /** The API or the sign-in, for which a failure that is not of the network must have come from a server. */
  #hasAnswered() {
    return this.#hasSucceeded || this.#hasFailedOtherwise || this.#hasApiAnswered();
  }
};

// src/golive/offer-run.ts
function isPatient({ mode, wait }) {
  return mode !== "check" && wait;
}
function routeTo(marketplace, context) {
  return {
    ...context,
    marketplace,
    pollInterval: { fixedMs: context.settings.fixedPollMs, minMs: marketplace.minPollMs },
    patience: new Patience(context.clock.now(), () => marketplace.hasAnswered())
  };
}

// src/golive/poll.ts
var singleCheckMs = 6e4;
function pollStatus(run2, check2, options) {
  const { listener, result } = run2;
  const countedCheck = (deadline) => {
    result.polls += 1;
    return check2(deadline);
  };
  return poll(run2, countedCheck, {
    ...options,
    isEnd(snapshot) {
      recordSnapshot(result, snapshot);
      listener.onStatus(snapshot);
      return options.isEnd(snapshot);
    }
  });
}
async function poll(run2, ask, options) {
  const { clock, listener, patience } = run2;
  const { signal } = run2.deadline;
  const { interval: interval2, subject = "Status check", untilMs, notFoundUntilMs = Number.NEGATIVE_INFINITY } = options;
  const startMs = clock.now();
  let atMs = untilMs;
  let failures = 0;
  for (; ; ) {
    signal.throwIfAborted();
    let failure2;
    let pauseMs;
    try {
      const answer2 = await ask({ signal, atMs });
      if (failures > 0) {
        listener.info(`${subject}s succeed again, after ${formatCount(failures, "failure")}.`);
      }
      failures = 0;
      patience.onSuccess();
      if (options.isEnd(answer2)) {
        return { answer: answer2 };
      }
      const steps = options.stepsToEnd?.(answer2) ?? [];
      pauseMs = nextPollMs(interval2, clock.now() - startMs, steps, run2.random());
    } catch (error2) {
      if (!(error2 instanceof Failure)) {
        throw error2;
      }
      const isNotYet = error2.kind === "not-found" && clock.now() < notFoundUntilMs;
      patience.onFailure(error2, clock.now());
      if (!patience.tolerates(error2, clock.now()) && !isNotYet) {
        throw error2;
      }
      failure2 = error2;
      failures += 1;
      listener.onRetry(error2);
      pauseMs = Math.min(
        backoffMs(interval2, failures, error2.retryAfterMs, run2.random()),
        patience.maxPauseMs(clock.now())
      );
    }
    const leftMs = untilMs - clock.now();
    if (leftMs <= 0) {
      return { failure: failure2 };
    }
    if (failure2 && failures === 1) {
      listener.warning(
        `${subject} failed; trying again in ${formatDuration(Math.min(pauseMs, leftMs))}. ${failure2.describe()}`
      );
    }
    listener.onPause(Math.min(pauseMs, leftMs));
    await clock.sleep(Math.min(pauseMs, leftMs), signal);
    atMs = Math.max(atMs, clock.now());
  }
}

// src/golive/choose.ts
async function chooseMarketplace(run2) {
  const { finder, listener, result, settings } = run2;
  try {
    let next2 = finder.next();
    while (next2.lookUps) {
      await answerAll(run2, next2.lookUps);
      next2 = finder.next();
    }
    result.api = next2.marketplace.api;
    listener.info(next2.reason);
    if (settings.mode === "check") {
      await survey(run2);
    }
    return routeTo(next2.marketplace, run2);
  } catch (error2) {
    const isSignIn = error2 instanceof Failure && error2.isFailedSignIn;
    if (settings.mode === "check" && !isSignIn && result.api === "") {
      await survey(run2);
    }
    throw error2;
  }
}
async function answerAll(run2, lookUps) {
  const stop2 = new AbortController();
  const signal = AbortSignal.any([run2.deadline.signal, stop2.signal]);
  const errors = [];
  const answers2 = lookUps.map(async (lookUp2) => {
    try {
      await answer({ ...run2, deadline: { ...run2.deadline, signal } }, lookUp2);
    } catch (error2) {
      errors.push(error2);
      stop2.abort(interrupted("another look-up failed"));
    }
  });
  await Promise.all(answers2);
  if (errors.length > 0) {
    throw errors[0];
  }
}
async function answer(run2, lookUp2) {
  const { clock, deadline, settings } = run2;
  const patience = new Patience(clock.now(), () => lookUp2.hasAnswered());
  const interval2 = { fixedMs: settings.fixedPollMs, minMs: 1e4 };
  const { failure: failure2 } = await poll({ ...run2, patience }, (deadline2) => lookUp2.ask(deadline2), {
    subject: "Look-up",
    isEnd: () => true,
    interval: interval2,
    untilMs: isPatient(settings) ? deadline.atMs : Math.min(deadline.atMs, clock.now() + singleCheckMs)
  });
  if (failure2) {
    throw failure2;
  }
}
async function survey({ clock, deadline, finder, listener }) {
  const { signal, atMs } = deadline;
  if (signal.aborted || clock.now() >= atMs) {
    return;
  }
  for (const line of await finder.survey({ signal, atMs: Math.min(atMs, clock.now() + singleCheckMs) })) {
    listener.info(line);
  }
}

// src/golive/decide.ts
function decide(mode, state, previewWait) {
  switch (mode) {
    case "go-live":
      return decideGoLive(state, previewWait);
    case "follow":
      return decideFollow(state);
    case "check":
      return { do: "end", as: decideCheck(state) };
  }
}
function decideGoLive(state, previewWait) {
  switch (state.phase) {
    case "unclear":
    case "waiting-for-sign-off":
    case "go-live-ended":
      return { do: "start" };
    case "going-live":
      return state.operation ? { do: "adopt", operation: state.operation, what: "go-live" } : { do: "start" };
    case "building-preview":
      return previewWait === "none" ? { do: "end", as: unreadyPreview(state) } : { do: "await-preview", until: "ready" };
    case "live":
      return previewWait === "begin" ? { do: "await-preview", until: "begin" } : { do: "end", as: "already-live" };
    case "dead-submission":
    case "withdrawn":
      return { do: "end", as: state.phase };
    case "never-published":
      return { do: "end", as: "not-published" };
    case "preview-failed":
      return { do: "end", as: "preview-failed" };
  }
}
function unreadyPreview({ steps }) {
  return steps.some(isBlocked) ? "preview-blocked" : "preview-not-ready";
}
function decideFollow({ phase, operation }) {
  switch (phase) {
    case "going-live":
    case "building-preview":
      return operation ? { do: "adopt", operation, what: phase === "going-live" ? "go-live" : "preview" } : { do: "end", as: "running-without-operation" };
    case "unclear":
      return operation ? { do: "adopt", operation, what: "go-live" } : { do: "end", as: "unclear" };
    case "waiting-for-sign-off":
      return { do: "end", as: "idle-with-preview" };
    case "live":
      return { do: "end", as: "idle-and-live" };
    case "never-published":
      return { do: "end", as: "idle-never-published" };
    case "preview-failed":
      return { do: "end", as: "idle-preview-failed" };
    case "go-live-ended":
      return { do: "end", as: "last-go-live-ended" };
    case "dead-submission":
      return { do: "end", as: "idle-with-dead-submission" };
    case "withdrawn":
      return { do: "end", as: "withdrawn" };
  }
}
function decideCheck(state) {
  switch (state.phase) {
    case "waiting-for-sign-off":
      return "check-ready";
    case "going-live":
      return "check-going-live";
    case "live":
      return "already-live";
    case "building-preview":
      return unreadyPreview(state);
    case "never-published":
      return "not-published";
    case "preview-failed":
      return "preview-failed";
    case "go-live-ended":
      return "last-go-live-ended";
    case "unclear":
    case "dead-submission":
    case "withdrawn":
      return state.phase;
  }
}
function findEvidence(before, after) {
  if (before?.release && after.release && after.release !== before.release) {
    return { shows: "nothing" };
  }
  switch (after.phase) {
    case "going-live":
      return after.operation ? { shows: "running", operation: after.operation } : { shows: "nothing" };
    case "live":
      return { shows: "ended", as: "live", state: after };
    case "waiting-for-sign-off":
      return { shows: "not-accepted" };
    case "go-live-ended":
      return before?.phase === "waiting-for-sign-off" ? { shows: "ended", as: "last-go-live-ended", state: after } : { shows: "nothing" };
    case "never-published":
    case "building-preview":
    case "preview-failed":
    case "unclear":
    case "dead-submission":
    case "withdrawn":
      return { shows: "nothing" };
  }
}
function decideResend(send2) {
  const isRefusal = send2.effect === "none" || send2.isLast && send2.isThrottled;
  if (isRefusal && send2.evidence === "not-accepted") {
    return "not-started";
  }
  if (send2.isLast || send2.evidence === "nothing") {
    return send2.mayBeAccepted ? "unknown-outcome" : "not-started";
  }
  return "send-again";
}

// src/golive/endings.ts
function endingForState(as, state) {
  return stateEndings[as](state);
}
var ready = "The preview is ready and waits for sign-off.";
var live = "The offer is live, with nothing to release.";
var stateEndings = {
  // A go-live that need not or cannot be started.
  "already-live": () => ending("succeeded", "", live),
  "not-published": () => ending("not-started", "not-ready", "The offer was never published: publish it to preview first."),
  "preview-failed": (state) => ending("not-started", "not-ready", `${previewFailed(state)} Publish it to preview again.`),
  "preview-not-ready": ({ steps }) => {
    const step = currentStep(steps);
    return ending(
      "not-started",
      "not-ready",
      `The preview is still being built${step ? `, at step ${describeStep(step)}` : ""}. Run this step again when it waits for sign-off, or set wait-for-preview to true.`
    );
  },
  "preview-blocked": (state) => ending(
    "not-started",
    "not-ready",
    `The preview is blocked. ${problemsOf(state)} Fix that, then publish it to preview again.`
  ),
  "dead-submission": ({ rawStatus }) => ending(
    "not-started",
    "not-ready",
    `The newest submission cannot go live (${rawStatus}). Publish the offer to preview first.`
  ),
  withdrawn: ({ rawStatus }) => ending(
    "not-started",
    "not-ready",
    `The offer is withdrawn, or about to be (${rawStatus}): nothing was started. To sell it again, publish it to preview in Partner Center.`
  ),
  // A go-live whose answer was lost, or that another run was faster with.
  live: () => ending("succeeded", "", "The offer is live."),
  // `follow` and nothing to follow.
  "idle-with-preview": () => ending("waiting-for-review", "", `${idle} ${ready}`),
  "idle-and-live": () => ending("succeeded", "", `${idle} ${live}`),
  "idle-never-published": () => ending("not-started", "", `${idle} The offer was never published.`),
  "idle-with-dead-submission": ({ rawStatus }) => ending("not-started", "", `${idle} The newest submission cannot go live (${rawStatus}).`),
  "idle-preview-failed": (state) => ending("not-started", "", `${idle} ${previewFailed(state)}`),
  "running-without-operation": () => ending("running", "", "Something is in progress, but the API names no operation to follow."),
  "check-ready": () => ending("waiting-for-review", "", `Ready to go live. ${ready}`),
  "check-going-live": () => ending("running", "", "The offer is going live; mode: go-live would pick that up."),
  "last-go-live-ended": (state) => state.status === "canceled" ? canceled(state, `${idle} The last go-live was canceled.`) : failed(state, `${idle} The last go-live failed.`),
  unclear: ({ rawStatus }) => ending(
    "unknown",
    "unknown-outcome",
    `The API's status of the offer (${rawStatus}) does not tell where it stands. Look it up in Partner Center.`
  )
};
var idle = "Nothing is in progress.";
function previewFailed(state) {
  return `The last publish to preview ${state.status === "canceled" ? "was canceled" : "failed"}. ${problemsOf(state)}`.trim();
}
function describeStep({ name, status, progress }) {
  return `${name} (${status}${progress === null ? "" : `, ${progress} %`})`;
}
function endingForOperation(snapshot, failOnBlocked, what) {
  const subject = what === "go-live" ? "The go-live" : "The publish to preview";
  const { status, rawStatus } = snapshot;
  if (failOnBlocked && !hasEnded(status) && snapshot.steps.some(isBlocked)) {
    return ending(
      "failed",
      "certification",
      "A step is blocked or rejected.",
      problemsOf(snapshot),
      advice.blocked,
      idsOf(snapshot)
    );
  }
  switch (status) {
    case "succeeded":
      return ending(status, "", "The offer is live.");
    case "canceled":
      return canceled(snapshot, `${subject} was canceled, not by this step.`);
    case "failed":
      return failed(snapshot, `${subject} failed.`);
    case "waiting-for-review":
      return ending(status, "", ready);
    case "running":
    case "not-started":
      return ending(status, "", `In progress (${rawStatus}); not waiting (wait: false).`);
    case "unknown":
      return ending(status, "unknown-outcome", `Unrecognized status "${rawStatus}".`);
  }
}
function canceled(facts, what) {
  return ending("canceled", "canceled", what, problemsOf(facts), advice.canceled, idsOf(facts));
}
function failed(facts, what) {
  const { failureKind } = facts;
  return ending("failed", failureKind, what, problemsOf(facts), advice[failureKind], idsOf(facts));
}
function problemsOf(facts) {
  return oneLine(describeProblems(facts), 1200);
}
function idsOf({ correlationId }) {
  return correlationId && `[correlation ID ${correlationId}]`;
}
var advice = {
  certification: "Fix that, publish to preview again, review it, then run this workflow again. Running it again alone does not help.",
  blocked: "Fix that in Partner Center, or ask Microsoft support. Run this workflow again to follow the go-live.",
  service: "Look the offer up in Partner Center. If nothing is wrong with it there, run this workflow again, and give the correlation ID to Microsoft support if it fails again.",
  "not-ready": "To sell the offer again, publish it to preview in Partner Center.",
  canceled: "To go live after all, run this workflow again: it checks first where the offer stands."
};
function endingWithoutWait(result) {
  const what = result.started ? "The go-live was accepted" : "In progress";
  return ending("running", "", `${what}; not waiting (wait: false). ${howToResume(result)}`);
}
function endingForTimeout(result, waitedMs, facts) {
  return ending(
    result.status,
    "timeout",
    `Timed out after ${formatDuration(waitedMs)}.`,
    lastSeen(result),
    result.steps.some(isBlocked) ? problemsOf(result) : "",
    facts,
    howToResume(result)
  );
}
function lastSeen({ operationUrl: operationUrl2, rawStatus, status, steps }) {
  const step = currentStep(steps);
  const where = step ? `, at step ${describeStep(step)}` : "";
  const what = operationUrl2 ? describeStatus({ status, rawStatus }) : rawStatus;
  return rawStatus && `The last status: ${what}${where}.`;
}
var timeoutFacts = {
  previewNotReady: "The preview is still being built, and no go-live was started.",
  notStarted: "No go-live was started.",
  lastCheck: (failure2) => `The last check failed: ${failure2.describe()}`
};
function unknownOutcome(lost) {
  return new Failure(
    "unknown-outcome",
    `The go-live was sent, but its answer was lost, and the offer does not show whether it was accepted. ${lost.message}`,
    {
      technical: lost.technical,
      hint: "Check in Partner Center whether the offer is going live. If it is not, run this step again: it checks first, and picks up a go-live that runs.",
      cause: lost
    }
  );
}
function messageForFailure(failure2, result) {
  const resume = failure2.hint && !result.operationUrl ? "" : howToResume(result);
  return failure2.describe([failure2.hint, resume].filter(Boolean).join(" "));
}
function howToResume({ operationUrl: operationUrl2, status }) {
  if (operationUrl2) {
    return `The go-live continues without this step. To pick it up, run this step again, or set operation-url to ${operationUrl2}`;
  }
  return status === "unknown" ? "If a go-live is running, running this step again picks it up." : "";
}
function ending(status, failureKind, ...sentences2) {
  return {
    status,
    failureKind,
    message: sentences2.map((sentence2) => sentence2.trim()).filter(Boolean).join(" ")
  };
}

// src/golive/follow.ts
var graceMs = 5 * 6e4;
async function follow(run2, operation, start2, what = "go-live") {
  const { clock, settings, marketplace, result, deadline } = run2;
  const graceEndsMs = start2 ? clock.now() + graceMs : Number.NEGATIVE_INFINITY;
  let isOurs = !operation.tracksOffer;
  if (settings.wait && !marketplace.showsSteps) {
    run2.listener.info(`${marketplace.api} shows no steps, only the status of the whole.`);
  }
  const claimed = run2.operation && run2.offer.offer ? run2.offer : void 0;
  const { answer: snapshot, failure: failure2 } = await pollStatus(
    run2,
    (deadline2) => marketplace.getOperation(operation, claimed, deadline2),
    {
      isEnd(snapshot2) {
        isOurs ||= snapshot2.status === "running" || differs(snapshot2, start2?.before) || clock.now() >= graceEndsMs;
        if (!isOurs) {
          return false;
        }
        result.status = snapshot2.status;
        return hasEnded(snapshot2.status) || !settings.wait || settings.failOnBlocked && snapshot2.steps.some(isBlocked) || settings.mode === "follow" && snapshot2.status === "waiting-for-review";
      },
      interval: run2.pollInterval,
      // A preview ends with the step before the sign-off.
      stepsToEnd: ({ steps }) => what === "go-live" ? steps : [],
      untilMs: settings.wait ? deadline.atMs : Math.min(deadline.atMs, clock.now() + singleCheckMs),
      // An operation URL that was given may come from a job that ended a moment ago.
      notFoundUntilMs: clock.now() + (start2 ? graceMs : singleCheckMs)
    }
  );
  if (snapshot) {
    return endingForOperation(snapshot, settings.failOnBlocked, what);
  }
  if (failure2 && !settings.wait) {
    throw failure2;
  }
  return timedOut(run2, failure2 ? timeoutFacts.lastCheck(failure2) : "");
}
function differs(now, before) {
  return before !== void 0 && before.status !== "unknown" && now.status !== "unknown" && now.status !== before.status;
}
function timedOut({ result, deadline, startMs }, facts) {
  return endingForTimeout(result, deadline.atMs - startMs, facts);
}

// src/golive/start.ts
var maxSends = 3;
var reconcileMs = 12e4;
var reconcilePauseMs = 2e4;
var stopGraceMs = 1500;
var foundAnother = "Already in progress or finished.";
async function start(run2, before) {
  const { listener, result } = run2;
  let mayBeAccepted = false;
  for (let sends = 1; ; sends += 1) {
    run2.deadline.signal.throwIfAborted();
    listener.info(
      sends === 1 ? "Starting the go-live." : `Starting the go-live again (try ${sends} of ${maxSends}).`
    );
    const { operation, failure: failure2 } = await send(run2, before);
    if (operation) {
      result.started = true;
      return { shows: "running", operation };
    }
    if (sends === 1 && (failure2.effect === "none" || failure2.isFatal)) {
      return afterFirstFailure(run2, before, failure2);
    }
    if (failure2.effect !== "none") {
      listener.onRetry(failure2);
    }
    mayBeAccepted ||= failure2.effect === "unknown";
    await pauseAsAsked(run2, failure2, mayBeAccepted);
    const evidence = await reconcile(run2, before);
    if (evidence.shows === "running" || evidence.shows === "ended") {
      const isOurs = evidence.shows === "running" || before?.phase === "waiting-for-sign-off";
      result.started = mayBeAccepted && isOurs;
      result.adopted = !mayBeAccepted && evidence.shows === "running";
      listener.info(result.started ? "The go-live was accepted." : foundAnother);
      return evidence;
    }
    const next2 = decideResend({
      effect: failure2.effect,
      isThrottled: failure2.kind === "throttled",
      mayBeAccepted,
      isLast: sends === maxSends || run2.clock.now() >= run2.deadline.atMs,
      evidence: evidence.shows
    });
    if (next2 !== "send-again") {
      result.status = next2 === "not-started" ? "not-started" : "unknown";
      throw next2 === "not-started" ? failure2 : unknownOutcome(failure2);
    }
  }
}
async function send(run2, state) {
  const stop2 = delayedStop(run2);
  run2.result.status = "unknown";
  try {
    const deadline = { ...run2.deadline, signal: stop2.signal, startSignal: run2.deadline.signal };
    const operation = await run2.marketplace.goLive(run2.offer, state, deadline);
    run2.patience.onSuccess();
    return { operation };
  } catch (error2) {
    if (error2 instanceof Failure && error2.kind !== "interrupted") {
      run2.patience.onFailure(error2, run2.clock.now());
      return { failure: error2 };
    }
    throw error2;
  } finally {
    stop2.release();
  }
}
async function afterFirstFailure(run2, before, failure2) {
  run2.result.status = "not-started";
  if (failure2.suggestsRival && !run2.deadline.signal.aborted) {
    run2.listener.warning(
      `The go-live was refused: checking whether another one is running. ${failure2.describe()}`
    );
    const evidence = await checkOnce(run2, before);
    if (evidence.shows === "running" || evidence.shows === "ended" && evidence.as === "live") {
      run2.result.adopted = evidence.shows === "running";
      run2.listener.info(foundAnother);
      return evidence;
    }
  }
  throw failure2;
}
async function checkOnce(run2, before) {
  try {
    const { answer: snapshot } = await pollStatus(
      run2,
      (deadline) => run2.marketplace.getOfferState(run2.offer, deadline),
      {
        isEnd: () => true,
        interval: run2.pollInterval,
        untilMs: Math.min(run2.deadline.atMs, run2.clock.now())
      }
    );
    return snapshot ? findEvidence(before, snapshot) : { shows: "nothing" };
  } catch (error2) {
    reportFailedCheck(run2, error2);
    return { shows: "nothing" };
  }
}
async function pauseAsAsked(run2, failure2, mayBeAccepted) {
  const { clock, deadline, listener } = run2;
  const pauseMs = Math.min(cappedRetryAfterMs(failure2.retryAfterMs), deadline.atMs - clock.now());
  const what = mayBeAccepted ? "Unclear whether the go-live was accepted" : "The go-live could not be sent";
  const when = pauseMs > 0 ? ` in ${formatDuration(pauseMs)}` : "";
  listener.warning(`${what}: checking the offer${when}. ${failure2.describe()}`);
  await clock.sleep(pauseMs, deadline.signal);
}
async function reconcile(run2, before) {
  const { clock, deadline } = run2;
  const untilMs = Math.min(deadline.atMs, clock.now() + reconcileMs);
  let evidence = { shows: "nothing" };
  let checkedAtMs;
  const check2 = async (deadline2) => {
    evidence = { shows: "nothing" };
    checkedAtMs = clock.now();
    const state = await run2.marketplace.getOfferState(run2.offer, deadline2);
    evidence = findEvidence(before, state);
    return state;
  };
  const isTooOld = () => evidence.shows === "not-accepted" && checkedAtMs < untilMs;
  try {
    do {
      await pollStatus(run2, check2, {
        isEnd: () => evidence.shows === "running" || evidence.shows === "ended",
        interval: { fixedMs: Math.max(reconcilePauseMs, run2.pollInterval.minMs), minMs: 0 },
        untilMs
      });
    } while (isTooOld());
  } catch (error2) {
    reportFailedCheck(run2, error2);
  }
  return evidence;
}
function reportFailedCheck(run2, error2) {
  if (!(error2 instanceof Failure) || error2.kind === "interrupted") {
    throw error2;
  }
  run2.listener.warning(`Could not check the offer. ${error2.describe()}`);
}
function delayedStop({ deadline: { signal }, clock }) {
  const delayed = new AbortController();
  const released = new AbortController();
  const onAbort = async () => {
    await clock.sleep(stopGraceMs, released.signal);
    delayed.abort(signal.reason);
  };
  signal.addEventListener("abort", onAbort, { once: true, signal: released.signal });
  return { signal: delayed.signal, release: () => released.abort() };
}

// src/golive/go-live.ts
var newPreviewMs = 10 * 6e4;
async function goLive(run2) {
  const { result } = run2;
  try {
    const ending2 = await story("finder" in run2 ? await chooseMarketplace(run2) : run2);
    result.status = ending2.status;
    result.failureKind = ending2.failureKind;
    result.timedOut = ending2.failureKind === "timeout";
    result.message = oneLine(ending2.message);
  } catch (error2) {
    const failure2 = error2 instanceof Failure ? error2 : internalError(error2);
    run2.listener.onFailure(failure2);
    recordFailure(run2, failure2);
  }
  result.endedAt = new Date(run2.clock.epoch()).toISOString();
}
function abandon(run2) {
  recordFailure(run2, internalError("The run stalled."));
  run2.result.endedAt = new Date(run2.clock.epoch()).toISOString();
}
function recordFailure({ result }, failure2) {
  if (failure2.kind === "input" || result.api === "") {
    result.status = "not-started";
  }
  result.correlationId = failure2.correlationId || result.correlationId;
  result.failureKind = failure2.kind;
  result.message = oneLine(messageForFailure(failure2, result));
}
async function story(run2) {
  const { settings, listener } = run2;
  if (run2.operation) {
    recordOperation(run2.result, run2.operation);
    listener.onAccepted(run2.result);
    return follow(run2, run2.operation, void 0);
  }
  const before = await checkOffer(run2);
  if (!before) {
    return startAndFollow(run2, void 0);
  }
  let state = before;
  let decision = decide(settings.mode, state, settings.waitForPreview ? "begin" : "none");
  if (decision.do === "await-preview" && decision.until === "begin") {
    const seen = await awaitNewPreview(run2, state);
    if (seen instanceof Failure) {
      return timedOut(run2, timeoutFacts.lastCheck(seen));
    }
    state = seen;
    decision = state.phase === "unclear" ? { do: "end", as: "unclear" } : decide(settings.mode, state, "ready");
  }
  if (decision.do === "await-preview") {
    listener.info("The preview is still being built: waiting for it.");
    const { answer: snapshot, failure: failure2 } = await awaitPreview(run2);
    if (!snapshot) {
      const lastCheck = failure2 ? ` ${timeoutFacts.lastCheck(failure2)}` : "";
      return timedOut(run2, timeoutFacts.previewNotReady + lastCheck);
    }
    state = snapshot;
    decision = decide(settings.mode, state, "none");
  }
  switch (decision.do) {
    case "end":
      return endingForState(decision.as, state);
    case "adopt":
      listener.info("Already in progress: picking it up.");
      run2.result.adopted = decision.what === "go-live";
      return adoptOrFollow(run2, decision.operation, void 0, decision.what);
    default:
      return startAndFollow(run2, state);
  }
}
async function startAndFollow(run2, before) {
  if (run2.clock.now() >= run2.deadline.atMs) {
    return timedOut(run2, timeoutFacts.notStarted);
  }
  const started = await start(run2, before);
  return started.shows === "ended" ? endingForState(started.as, started.state) : adoptOrFollow(run2, started.operation, { before });
}
async function checkOffer(run2) {
  const isOptional = run2.settings.mode === "go-live" && run2.marketplace.canStartWithoutState;
  const hasTime = isPatient(run2.settings);
  const withTimeToSignIn = ({ signal, atMs }) => ({
    signal,
    atMs: Math.max(atMs, run2.deadline.atMs)
  });
  const check2 = (deadline) => run2.marketplace.getOfferState(run2.offer, hasTime ? withTimeToSignIn(deadline) : deadline);
  try {
    const { answer: snapshot, failure: failure2 } = await pollStatus(run2, check2, {
      isEnd: () => true,
      interval: run2.pollInterval,
      untilMs: hasTime && !isOptional ? run2.deadline.atMs : Math.min(run2.deadline.atMs, run2.clock.now() + singleCheckMs)
    });
    if (failure2) {
      throw failure2;
    }
    return snapshot;
  } catch (error2) {
    if (!isOptional || !(error2 instanceof Failure) || error2.isFatal) {
      throw error2;
    }
    run2.listener.warning(
      `Could not read the offer's status; the API will reject the go-live if the offer is not ready. ${error2.describe()}`
    );
    return void 0;
  }
}
async function awaitNewPreview(run2, live2) {
  const { clock, deadline, listener } = run2;
  const waitMs = Math.min(newPreviewMs, deadline.atMs - clock.now());
  if (waitMs <= 0) {
    return live2;
  }
  const interval2 = run2.pollInterval;
  let last = live2;
  const check2 = async (deadline2) => {
    last = await run2.marketplace.getOfferState(run2.offer, deadline2);
    return last;
  };
  listener.info(
    `The offer is live, with nothing to release: waiting up to ${formatDuration(waitMs)} for a preview to begin.`
  );
  const waited = await pollStatus(run2, check2, {
    isEnd: ({ phase, status }) => phase !== "live" && status !== "unknown",
    interval: interval2,
    untilMs: clock.now() + waitMs
  });
  const { failure: failure2 } = waited.failure ? await pollStatus(run2, check2, { isEnd: () => true, interval: interval2, untilMs: deadline.atMs }) : waited;
  if (failure2) {
    return failure2;
  }
  if (last.phase === "live") {
    listener.warning(`No preview began within ${formatDuration(waitMs)}: nothing was released.`);
  }
  return last;
}
function awaitPreview(run2) {
  const { failOnBlocked } = run2.settings;
  return pollStatus(run2, (deadline) => run2.marketplace.getOfferState(run2.offer, deadline), {
    // An unknown word does not end a wait.
    isEnd: ({ phase, status, steps }) => status !== "unknown" && (phase !== "building-preview" || failOnBlocked && steps.some(isBlocked)),
    interval: run2.pollInterval,
    untilMs: run2.deadline.atMs
  });
}
async function adoptOrFollow(run2, operation, start2, what = "go-live") {
  recordOperation(run2.result, operation);
  run2.result.status = "running";
  run2.listener.onAccepted(run2.result);
  return run2.settings.wait ? follow(run2, operation, start2, what) : endingWithoutWait(run2.result);
}

// node_modules/yocto-queue/index.js
var Node = class {
  value;
  next;
  constructor(value) {
    this.value = value;
  }
};
var Queue = class {
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
    if (!this.#head) {
      this.#tail = void 0;
    }
    return current.value;
  }
  peek() {
    if (!this.#head) {
      return;
    }
    return this.#head.value;
  }
  clear() {
    this.#head = void 0;
    this.#tail = void 0;
    this.#size = 0;
  }
  get size() {
    return this.#size;
  }
  *[Symbol.iterator]() {
    let current = this.#head;
    while (current) {
      yield current.value;
      current = current.next;
    }
  }
  *drain() {
    while (this.#head) {
      yield this.dequeue();
    }
  }
};

// node_modules/p-limit/index.js
function pLimit(concurrency) {
  let rejectOnClear = false;
  if (typeof concurrency === "object") {
    ({ concurrency, rejectOnClear = false } = concurrency);
  }
  validateConcurrency(concurrency);
  if (typeof rejectOnClear !== "boolean") {
    throw new TypeError("Expected `rejectOnClear` to be a boolean");
  }
  const queue = new Queue();
  let activeCount = 0;
  const resumeNext = () => {
    if (activeCount < concurrency && queue.size > 0) {
      activeCount++;
      queue.dequeue().run();
    }
  };
  const next2 = () => {
    activeCount--;
    resumeNext();
  };
  const run2 = async (function_, resolve2, arguments_) => {
    const result = (async () => function_(...arguments_))();
    resolve2(result);
    try {
      await result;
    } catch {
    }
    next2();
  };
  const enqueue = (function_, resolve2, reject, arguments_) => {
    const queueItem = { reject };
    new Promise((internalResolve) => {
      queueItem.run = internalResolve;
      queue.enqueue(queueItem);
    }).then(run2.bind(void 0, function_, resolve2, arguments_));
    if (activeCount < concurrency) {
      resumeNext();
    }
  };
  const generator = (function_, ...arguments_) => new Promise((resolve2, reject) => {
    enqueue(function_, resolve2, reject, arguments_);
  });
  Object.defineProperties(generator, {
    activeCount: {
      get: () => activeCount
    },
    pendingCount: {
      get: () => queue.size
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
      }
    },
    concurrency: {
      get: () => concurrency,
      set(newConcurrency) {
        validateConcurrency(newConcurrency);
        concurrency = newConcurrency;
        queueMicrotask(() => {
          while (activeCount < concurrency && queue.size > 0) {
            resumeNext();
          }
        });
      }
    },
    map: {
      async value(iterable, function_) {
        const promises3 = [];
        try {
          Array.from(iterable, (value, index) => {
            const promise = generator(function_, value, index);
            promises3.push(promise);
            return promise;
          });
        } catch (error2) {
          for (const promise of promises3) {
            promise.catch(() => {
            });
          }
          throw error2;
        }
        return Promise.all(promises3);
      }
    }
  });
  return generator;
}
function validateConcurrency(concurrency) {
  if (!((Number.isInteger(concurrency) || concurrency === Number.POSITIVE_INFINITY) && concurrency > 0)) {
    throw new TypeError("Expected `concurrency` to be a number from 1 and up");
  }
}

// src/http/shape.ts
var maxLength2 = 2e3;
var maxDepth3 = 6;
var maxMembers = 30;
var wordMembers = /^(status|state|substate|result|type|level|(error)?code|severity|job(status|result)|(target|resource|update|offer|submission)type|lifecyclestate|submissionstate|targetenvironment|pcmigrationstatus)$/i;
var word2 = /^[A-Za-z][A-Za-z-]{0,39}$/;
var memberName = /^[@$]?[A-Za-z][\w.]{0,39}$/;
function describeShape(document) {
  return clip(shapeOf(document, "", maxDepth3), maxLength2);
}
function shapeOf(value, name, depth) {
  if (typeof value === "string") {
    return wordMembers.test(name) && word2.test(value) ? JSON.stringify(value) : `text(${value.length})`;
  }
  if (typeof value !== "object" || value === null) {
    return value === null ? "null" : typeof value;
  }
  if (depth === 0) {
    return "…";
  }
  if (Array.isArray(value)) {
    const shapes2 = [...new Set(value.slice(0, maxMembers).map((item) => shapeOf(item, name, depth - 1)))];
    return `[${shapes2.join(" | ")}]×${value.length}`;
  }
  const members = Object.entries(value);
  const shapes = members.slice(0, maxMembers).map(
    ([member, item]) => `${memberName.test(member) ? member : `text(${member.length})`}: ${shapeOf(item, member, depth - 1)}`
  );
  return `{${[...shapes, ...members.length > maxMembers ? ["…"] : []].join(", ")}}`;
}

// src/http/api-client.ts
var exchangeLimitMs3 = 12e4;
var lastRequestMs = 3e4;
var maxConcurrentRequests = 8;
function createRequestLimit() {
  return pLimit(maxConcurrentRequests);
}
var ApiClient = class {
  #options;
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
    const { credential, baseUrl: baseUrl2, limit } = this.#options;
    if (request.url.origin !== baseUrl2.origin) {
      throw new Failure(
        "service",
        `${oneLine(request.url.href, 300)} is not at ${baseUrl2.origin}: nothing was sent there.`
      );
    }
    const forToken = { ...deadline, signal: deadline.startSignal ?? deadline.signal };
    const token = await credential.token(forToken);
    const exchange2 = (token2) => limit(() => this.#exchange(request, token2, deadline));
    let response = await exchange2(token);
    if (response.status === 401 && credential.invalidate(token)) {
      response = await exchange2(await credential.token(forToken));
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
      json: () => parseAnswer(response, request, correlationId)
    };
  }
  async #exchange(request, token, deadline) {
    const { transport, clock, log } = this.#options;
    (deadline.startSignal ?? deadline.signal).throwIfAborted();
    const startMs = clock.now();
    const limitMs = Math.min(exchangeLimitMs3, deadline.atMs + lastRequestMs - startMs);
    if (limitMs <= 0) {
      throw networkFailure("unreachable", "The wait ended before the request could be sent.");
    }
    const what = `${request.method} ${request.url.href}`;
    try {
      const answer2 = await transport(
        {
          method: request.method,
          url: request.url,
          headers: {
            Accept: "application/json",
            "Content-Type": "application/json",
            Authorization: `Bearer ${token}`
          },
          ...request.body === void 0 ? {} : { body: JSON.stringify(request.body) }
        },
        { signal: deadline.signal, limitMs }
      );
      this.#hasAnswered = true;
      const response = redact(answer2, [token]);
      log.debug(
        `${what}: ${response.status}, ${response.body.length} characters, ${formatDuration(clock.now() - startMs)}, correlation ID ${correlationIdOf(response) || "none"}`
      );
      if (log.isDebug) {
        const document = parseJson(response.body);
        log.debug(`The answer is ${document === void 0 ? "no JSON" : describeShape(document)}`);
      }
      return response;
    } catch (error2) {
      log.debug(`${what}: ${errorMessage(error2)}`);
      throw error2;
    }
  }
  async #refusal(request, response) {
    const { clock, hint, kind } = this.#options;
    const { status } = response;
    const correlationId = correlationIdOf(response);
    const location = response.headers.location;
    const words = isRedirect(status) ? `a redirect${location ? ` to ${oneLine(location, 300)}` : ""}, which is not followed` : formatErrorBody(await readErrorBody(response.body));
    const { method } = request;
    const kindInWords = method === "POST" ? kind(words) : void 0;
    return serviceFailure(kindInWords ?? kindOf(status, method), sentence(whatHappened(status), words), {
      status,
      correlationId,
      retryAfterMs: parseRetryAfterMs(response.headers["retry-after"], clock.epoch()),
      // What is in the way is in the way, whatever the status.
      hint: hint(kindInWords === "conflict" ? 409 : status, method),
      technical: technicalPart(request, response),
      refusesCaller: status === 401 || status === 403
    });
  }
};
function isRedirect(status) {
  return status >= 300 && status < 400;
}
function technicalPart({ method, url }, response) {
  const correlationId = correlationIdOf(response);
  const status = [response.status, response.statusText].filter(Boolean).join(" ");
  return `${method} ${url.pathname}: ${status}${correlationId && `; correlation ID ${correlationId}`}`;
}
function whatHappened(status) {
  if (status >= 500) {
    return "The API failed";
  }
  return sentences[status] ?? (isRedirect(status) ? "The API answered with" : "The API refused the request");
}
var sentences = {
  401: "The API did not accept the token",
  403: "The API refused access",
  404: "Not found",
  409: "The API reported a conflict",
  410: "Not found",
  412: "The API reported a conflict",
  423: "The API reported a conflict",
  429: "The API asked for fewer requests"
};
var kinds = {
  401: "authentication",
  403: "permission",
  404: "not-found",
  409: "conflict",
  410: "not-found",
  412: "conflict",
  423: "conflict",
  429: "throttled"
};
function kindOf(status, method) {
  const rejected = method === "POST" && (status === 400 || status === 422) ? "not-ready" : "service";
  return kinds[status] ?? rejected;
}
function correlationIdOf({ headers }) {
  const id3 = headers["x-ms-correlation-request-id"] ?? headers["request-id"] ?? headers["x-ms-request-id"] ?? "";
  return oneLine(String(id3), 100);
}
function parseAnswer(response, request, correlationId) {
  const document = parseJson(response.body);
  if (document === void 0) {
    const start2 = oneLine(response.body, 80);
    throw unreadableAnswer(sentence("The answer is not JSON", start2 || "it is empty"), correlationId, {
      request: `${request.method} ${request.url.pathname}: ${response.status}`
    });
  }
  return document;
}

// src/marketplace/api.ts
function pathBelow(baseUrl2, { pathname }) {
  const basePath = new URL(`${baseUrl2}/`).pathname;
  return pathname.startsWith(basePath) ? pathname.slice(basePath.length) : void 0;
}
function foreignOperation({ offer }) {
  return new Failure("input", `operation-url belongs to another product than the offer ${offer}.`, {
    hint: "Give the line of operation-url that the output gave for this offer, or leave one of the two out."
  });
}
var portalUrl = "https://partner.microsoft.com/dashboard/marketplace-offers/overview";
function portalUrlOf(product = "") {
  return isGuid(product) ? `https://partner.microsoft.com/dashboard/commercial-marketplace/offers/${product.toLowerCase()}/overview` : "";
}

// src/marketplace/hints.ts
function createHints(audience2, own, goLive2) {
  const hints2 = {
    400: "Check the offer ID and api-url. If they are right, please report this answer: the API may have changed.",
    401: `The token is missing, has expired, or is for another audience: it must be for ${audience2}.`,
    403: "Give the application the Manager role in Partner Center (User management, Microsoft Entra applications).",
    409: "Something else is in progress for this offer. Check in Partner Center what is running, or run this step again when it has ended.",
    429: "The API asks for fewer requests. Run this step again later; it picks up a running go-live.",
    ...own
  };
  return (status, method) => (method === "POST" ? goLive2[status] : void 0) ?? hints2[status] ?? (status >= 500 ? serviceError : "");
}
var serviceError = "An error of the service, or an ID that it cannot handle. Run this step again; it picks up a running go-live. If it fails again, give the correlation ID to Microsoft support.";

// src/marketplace/offer-fault.ts
function isOfferFault(steps) {
  return steps.some(
    (step) => isBlocked(step) || step.status === "failed" && /certif|validat/i.test(`${step.id} ${step.name}`)
  );
}

// src/marketplace/words.ts
function normalize(word3) {
  return word3.toLowerCase().replace(/[\s_-]/g, "");
}
function lookUp(words, word3) {
  const key = normalize(word3);
  return Object.hasOwn(words, key) ? words[key] : void 0;
}
function messageLevel(word3) {
  return lookUp(levels, word3) ?? "information";
}
var levels = { error: "error", warning: "warning" };

// src/marketplace/cloud-partner-portal/words.ts
var operationWords = {
  complete: "succeeded",
  // [code]
  completed: "succeeded",
  // [ops]
  succeeded: "succeeded",
  // [status]
  published: "succeeded",
  // [offer]
  failed: "failed",
  // [ops] [status] [code]
  rejected: "failed",
  // [syn]
  canceled: "canceled",
  // [status] [code]
  cancelled: "canceled",
  // [syn]
  running: "running",
  // [ops] [status]
  inprogress: "running",
  // [syn]
  notstarted: "running",
  // [ops] "not started", [status]: accepted, and waiting for its turn
  waitingforpublisherreview: "waiting-for-review",
  // [status]
  neverpublished: "not-started"
  // [status]
};
var stepWords = {
  notstarted: "not-started",
  // [ops] [status]
  running: "running",
  // [ops]
  inprogress: "running",
  // [status] [code]
  waitingforpublisherreview: "waiting-for-review",
  // [status] [code]
  waitingforapproval: "waiting-for-approval",
  // [status]
  blocked: "blocked",
  // [ops] sample, [status]
  rejected: "rejected",
  // [status]
  complete: "succeeded",
  // [ops] sample, [status]
  completed: "succeeded",
  // [ops]
  succeeded: "succeeded",
  // [syn]
  failed: "failed",
  // [ops]
  canceled: "canceled",
  // [status]
  cancelled: "canceled"
  // [syn]
};
var signOffStep = "publishersignoff";
var liveStep = "live";

// src/marketplace/cloud-partner-portal/documents.ts
var maxSteps = 50;
var maxMessages = 50;
var maxMessagesInAll = 100;
var maxLinks = 5;
var maxLinkLength = 500;
var number2 = optional(
  fallback(
    nullable(
      pipe(
        union([number(), pipe(string(), trim(), nonEmpty())]),
        transform(Number),
        finite()
      )
    ),
    null
  ),
  null
);
var messageSchema = union([
  pipe(
    string(),
    // "array of strings", says a property table of the operations page
    transform((messageHtml) => ({ messageHtml, message: "", level: "", timestamp: "" }))
  ),
  object({ messageHtml: text, message: text, level: text, timestamp: text })
]);
var stepSchema = object({
  id: text,
  stepName: text,
  estimatedTimeFrame: text,
  status: text,
  progressPercentage: number2,
  processPercentage: number2,
  // the spelling of the property table on the offer status page
  messages: list
});
var linkSchema = object({ displayText: text, uri: string() });
var documentSchema = object({
  status: pipe(string(), trim(), nonEmpty()),
  steps: list,
  messages: list,
  previewLinks: list,
  liveLinks: list
});
async function readDocument(document, correlationId) {
  const only = Array.isArray(document) && document.length === 1 ? document[0] : document;
  const parsed = safeParse(documentSchema, only);
  if (!parsed.success) {
    throw unreadableAnswer("The answer is JSON, but has no status of an operation.", correlationId);
  }
  const { status: rawStatus } = parsed.output;
  const word3 = lookUp(operationWords, rawStatus);
  const unknownWords = word3 ? [] : [rawStatus];
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
    status: atSignOff(word3, steps) ? "waiting-for-review" : word3 ?? "unknown",
    rawStatus: oneLine(rawStatus, 100),
    unknownWords: [...new Set(unknownWords.map((unknown2) => oneLine(unknown2, 100)))],
    steps,
    messages,
    links: [
      ...readLinks(parsed.output.liveLinks, "live"),
      ...readLinks(parsed.output.previewLinks, "preview")
    ],
    // The portal goes by the ID of the product, which this API does not tell.
    portalUrl: "",
    failureKind: isOfferFault(steps) ? "certification" : "service",
    correlationId
  };
}
var offerSchema = union([
  object({ id: string() }),
  object({ publisherId: string() }),
  object({ offerTypeId: string() })
]);
function checkOffer2(document, correlationId) {
  readAs(offerSchema, document, "an offer", correlationId);
}
function atSignOff(status, steps) {
  return (status === "running" || status === "succeeded") && findStep(steps, signOffStep)?.status === "waiting-for-review";
}
async function readStep(item, unknownWords, room) {
  const parsed = safeParse(stepSchema, item);
  if (!parsed.success) {
    return void 0;
  }
  const { id: id3, stepName, status, estimatedTimeFrame, progressPercentage, processPercentage, messages } = parsed.output;
  const word3 = lookUp(stepWords, status);
  if (!word3 && status.trim()) {
    unknownWords.push(status);
  }
  const progress = progressPercentage ?? processPercentage;
  return {
    id: oneLine(id3, 100),
    name: oneLine(stepName || id3 || "unnamed step", 200),
    status: word3 ?? "unknown",
    progress: progress === null ? null : Math.round(Math.min(100, Math.max(0, progress))),
    timeFrame: oneLine(estimatedTimeFrame, 100),
    messages: await readMessages(messages, room)
  };
}
async function readMessages(items, room) {
  const messages = [];
  for (const item of items.slice(0, room)) {
    const parsed = safeParse(messageSchema, item);
    const message = parsed.success ? await htmlToText(parsed.output.messageHtml || parsed.output.message) : "";
    if (parsed.success && message) {
      messages.push({
        level: messageLevel(parsed.output.level),
        text: message,
        timestamp: readTimestamp(parsed.output.timestamp)
      });
    }
  }
  return messages;
}
function readLinks(items, to) {
  return items.slice(0, maxLinks).flatMap((item) => {
    const parsed = safeParse(linkSchema, item);
    if (!parsed.success || parsed.output.uri.length > maxLinkLength) {
      return [];
    }
    const url = URL.parse(parsed.output.uri);
    return url?.protocol === "https:" && !url.username && url.href.length <= maxLinkLength ? [{ to, text: oneLine(parsed.output.displayText, 100) || url.host, url: url.href }] : [];
  });
}
function readTimestamp(value) {
  const time = Date.parse(value);
  return time > 0 ? new Date(time).toISOString() : "";
}
function findStep(steps, word3) {
  return steps.find(({ id: id3, name }) => normalize(id3) === word3 || normalize(name) === word3);
}

// src/marketplace/cloud-partner-portal/state.ts
function readPhase({ status, steps }) {
  const signOff = findStep(steps, signOffStep)?.status;
  const signedOff = signOff === "succeeded";
  const liveStatus = findStep(steps, liveStep)?.status ?? "not-started";
  const released = signedOff || signOff === void 0 && liveStatus !== "not-started";
  switch (status) {
    case "not-started":
      return "never-published";
    case "waiting-for-review":
      return "waiting-for-sign-off";
    case "running":
      if (released) {
        return "going-live";
      }
      return signOff === "not-started" ? "building-preview" : "unclear";
    case "succeeded":
      return "live";
    case "failed":
    case "canceled":
      return signOff === "not-started" ? "preview-failed" : "go-live-ended";
    case "unknown":
      return "unclear";
  }
}

// src/marketplace/cloud-partner-portal/api.ts
var origin = "https://cloudpartner.azure.com";
var apiVersion = "api-version=2017-10-31";
var cloudPartnerPortal = {
  baseUrl: origin,
  needsPublisher: true,
  audiences: [origin],
  scope: `${origin}/.default`,
  // From the documentation and the users of the API (troubleshooting-authentication-errors, api-considerations,
  // concurrency-control and publish-offer pages).
  hint: createHints(
    origin,
    {
      403: "Add the application to the publisher in Partner Center (User management, Microsoft Entra applications) as a manager or owner. Usual causes: the object ID is that of the app registration instead of the enterprise application, or the publisher ID is wrong.",
      404: "Check publisher and offer: both are the textual IDs shown in Partner Center. An offer that was never published to preview is not found either. This API does not carry Azure application, SaaS and Dynamics 365 offers."
    },
    {
      400: "Check api-url and the offer ID, and whether the preview waits for sign-off in Partner Center: only then can an offer go live. If the answer mentions If-Match, the API now requires a header that this action does not send: please report it.",
      412: "Somebody else changed the offer at the same time. Run this step again.",
      422: "The offer did not pass validation. Fix what the answer names, publish to preview again, then go live."
    }
  ),
  kind: () => void 0,
  parseOperationUrl,
  connect
};
function connect(client, baseUrl2, warn) {
  const offerUrl = ({ publisher, offer }, action = "") => new URL(
    `${baseUrl2}/api/publishers/${encodeURIComponent(publisher)}/offers/${encodeURIComponent(offer)}${action}?${apiVersion}`
  );
  const offerStatus = (offer) => ({
    url: offerUrl(offer, "/status"),
    id: "",
    tracksOffer: true
  });
  async function getOperation({ url }, _offer, deadline) {
    const answer2 = await client.send({ method: "GET", url }, deadline);
    return readDocument(answer2.json(), answer2.correlationId);
  }
  async function getStatus(offer, operation, deadline) {
    try {
      return await getOperation(operation, void 0, deadline);
    } catch (error2) {
      if (error2 instanceof Failure && error2.kind === "not-found") {
        const refusal = await refusalOf2(offer, deadline);
        throw refusal?.kind === "not-found" ? error2.with({ isFatal: true }) : refusal ?? error2;
      }
      throw isDenied(error2) ? error2.with({ isFatal: true }) : error2;
    }
  }
  async function refusalOf2(offer, deadline) {
    try {
      const answer2 = await client.send({ method: "GET", url: offerUrl(offer) }, deadline);
      checkOffer2(answer2.json(), answer2.correlationId);
      return void 0;
    } catch (error2) {
      if (!(error2 instanceof Failure) || error2.isFatal || !error2.isRefusal) {
        throw error2;
      }
      return error2.with({ isFatal: true });
    }
  }
  return {
    api: "cloud-partner-portal",
    minPollMs: 1e4,
    canStartWithoutState: true,
    showsSteps: true,
    hasAnswered: () => client.hasAnswered,
    getOperation,
    async getOfferState(offer, deadline) {
      const operation = offerStatus(offer);
      const snapshot = await getStatus(offer, operation, deadline);
      return {
        ...snapshot,
        phase: readPhase(snapshot),
        operation: snapshot.status === "running" ? operation : void 0,
        release: void 0
      };
    },
    async goLive(offer, _state, deadline) {
      const answer2 = await client.send({ method: "POST", url: offerUrl(offer, "/golive") }, deadline);
      const { headers } = answer2;
      const location = headers["operation-location"] || headers.location;
      const url = typeof location === "string" ? resolveLocation(location, baseUrl2) : void 0;
      if (url?.origin === new URL(baseUrl2).origin) {
        return { url, id: operationId(url), tracksOffer: false };
      }
      if (answer2.status !== 202) {
        throw unreadableAnswer(
          `The go-live was answered with ${answer2.status}, which is not an acceptance.`,
          answer2.correlationId
        );
      }
      warn(
        url ? `The go-live was accepted, but its operation is at ${url.origin}, which is not the API: nothing is sent there. Following the status of the offer instead.` : "The go-live was accepted, but the answer names no operation. Following the status of the offer instead."
      );
      return offerStatus(offer);
    }
  };
}
function isDenied(error2) {
  return error2 instanceof Failure && error2.kind === "permission";
}
function resolveLocation(location, baseUrl2) {
  const base = new URL(`${baseUrl2}/`);
  const path = location.trim();
  if (!path || path.length > maxOperationUrlLength || !URL.canParse(path, base.href)) {
    return void 0;
  }
  const url = new URL(path, base.href);
  url.username = "";
  url.password = "";
  if (url.pathname.startsWith("/api/") && !url.pathname.startsWith(base.pathname)) {
    url.pathname = base.pathname.slice(0, -1) + url.pathname;
  }
  const complete = withApiVersion(url);
  return complete.href.length > maxOperationUrlLength ? void 0 : complete;
}
function withApiVersion(url) {
  const complete = new URL(url.href);
  if (![...url.searchParams.keys()].some((name) => name.toLowerCase() === "api-version")) {
    complete.search = url.search ? `${url.search}&${apiVersion}` : apiVersion;
  }
  return complete;
}
function operationId(url) {
  return /\/operations\/([^/]+)\/?$/i.exec(url.pathname)?.[1] ?? "";
}
var migratedPath = /^api\/publishers\/([\w-]{1,50})\/offers\/([\w-]{1,50})\/(?:(?:[^/]+\/)*operations\/[^/]+|status)\/?$/i;
var notMigratedPath = /^api\/operations\/([\w-]{1,50})\$([\w-]{1,50})\$[^/]+\/?$/i;
var otherPath = /^api\/(?:(?!publishers\/|offers\/)[^/]+\/)*operations\/[^/]+\/?$/i;
function decodePath(path) {
  try {
    const parts = path.split("/").map(decodeURIComponent);
    return parts.some((part) => /[/\\]/.test(part)) ? void 0 : parts.join("/");
  } catch {
    return void 0;
  }
}
function parseOperationUrl(url, baseUrl2) {
  const path = decodePath(pathBelow(baseUrl2, url) ?? "") ?? "";
  const [match, publisher = "", offer = ""] = migratedPath.exec(path) ?? notMigratedPath.exec(path) ?? otherPath.exec(path) ?? [];
  return match !== void 0 ? {
    operation: {
      url: withApiVersion(url),
      id: operationId(url),
      tracksOffer: /\/status\/?$/i.test(url.pathname)
    },
    offer: { publisher, offer }
  } : void 0;
}

// src/marketplace/pages.ts
var maxPages = 1e3;
var maxLength3 = 8 * 1024 * 1024;
var maxNextLinkLength = 2e3;
var emptyListMembers = /^(value|nextLink|totalCount|@.*)$/;
var pageSchema = pipe(
  unknown(),
  check((page) => !Array.isArray(page)),
  looseObject({
    value: optional(nullable(array(unknown()))),
    nextLink: text,
    // Partner Center
    "@nextLink": text
    // product ingestion (cloudpub)
  }),
  // An empty list may come as `{}` (seen from Partner Center), but an error is none.
  check((page) => Boolean(page.value) || Object.keys(page).every((name) => emptyListMembers.test(name)))
);
async function listItems(client, first, deadline, pick, { endsAtNotFound } = { endsAtNotFound: false }) {
  const items = [];
  const seen = /* @__PURE__ */ new Set();
  let url = first;
  let length = 0;
  let correlationId = "";
  while (seen.size < maxPages) {
    seen.add(url.href);
    try {
      const answer2 = await client.send({ method: "GET", url }, deadline);
      length += answer2.body.length;
      correlationId = answer2.correlationId;
      if (length > maxLength3) {
        throw new Failure(
          "service",
          `${first.pathname} exceeds the limit of ${maxLength3 / 1024 / 1024} MiB.`
        );
      }
      const page = readAs(pageSchema, answer2.json(), "a page of a list", correlationId);
      for (const item of page.value ?? []) {
        const picked = pick(item);
        if (picked !== void 0) {
          items.push(picked);
        }
      }
      const nextLink = page.nextLink || page["@nextLink"];
      if (!nextLink) {
        return { items, correlationId };
      }
      if (nextLink.length > maxNextLinkLength) {
        throw new Failure(
          "service",
          `${first.pathname} has a next link that exceeds the limit of ${maxNextLinkLength} characters.`
        );
      }
      url = nextPage(first, nextLink);
    } catch (error2) {
      if (endsAtNotFound && seen.size > 1 && error2 instanceof Failure && error2.kind === "not-found") {
        return { items, correlationId };
      }
      throw error2;
    }
    if (seen.has(url.href)) {
      throw new Failure(
        "service",
        `${first.pathname} repeats its pages, so the list cannot be read to its end.`
      );
    }
  }
  throw new Failure("service", `${first.pathname} exceeds the limit of ${maxPages} pages.`);
}
function nextPage(first, nextLink) {
  const next2 = new URL(first);
  const query = /\?([^#]*)/.exec(nextLink)?.[1];
  for (const [name, value] of new URLSearchParams(query)) {
    next2.searchParams.set(name, value);
  }
  return next2;
}

// src/marketplace/products.ts
function createProducts(client, listUrls, readProduct3) {
  const known = /* @__PURE__ */ new Map();
  async function list2(url, offer, deadline) {
    try {
      const pick = (item) => readProduct3(item, offer);
      const { items } = await listItems(client, url, deadline, pick, { endsAtNotFound: true });
      return byId(items);
    } catch (error2) {
      if (error2 instanceof Failure && error2.isRefusal) {
        return error2;
      }
      throw error2;
    }
  }
  async function lookUp2(offer, deadline) {
    let isListed = false;
    let refusal;
    for (const url of listUrls(offer)) {
      const found = await list2(url, offer, deadline);
      if (found instanceof Failure) {
        refusal = refusal?.refusesCaller ? refusal : found;
      } else if (found.size > 0) {
        return onlyOne([...found.values()], offer);
      } else {
        isListed = true;
      }
    }
    if (refusal && (!isListed || refusal.refusesCaller)) {
      throw refusal;
    }
    return void 0;
  }
  async function find(offer, deadline) {
    const found = known.get(offer);
    if (found) {
      return found;
    }
    const product = await lookUp2(offer, deadline);
    if (product) {
      known.set(offer, product);
    }
    return product;
  }
  return {
    find,
    async get(offer, deadline) {
      const product = await find(offer, deadline);
      if (!product) {
        throw notFound(`No product has the offer ID ${offer}.`);
      }
      return product;
    }
  };
}
function byId(products) {
  const types2 = /* @__PURE__ */ new Map();
  for (const { id: id3, type } of products) {
    types2.set(id3, (types2.get(id3) ?? /* @__PURE__ */ new Set()).add(type));
  }
  return new Map([...types2].map(([id3, all2]) => [id3, { id: id3, type: [...all2].filter(Boolean).join(", ") }]));
}
function onlyOne(products, offer) {
  const [product, ...others] = products;
  if (product === void 0 || others.length > 0) {
    throw notFound(`${products.length} products have the offer ID ${offer}.`);
  }
  return product;
}
function notFound(message) {
  return new Failure("not-found", message, {
    hint: "Check offer and api, and that the application may see the offer. The offer ID is the one shown in Partner Center."
  });
}

// src/marketplace/release.ts
function requireRelease(state) {
  if (!state?.release) {
    const word3 = state?.rawStatus ? ` (${state.rawStatus})` : "";
    throw new Failure("not-ready", `The API shows no preview that can be released${word3}.`, {
      hint: "Publish the offer to preview first."
    });
  }
  return state.release;
}

// src/marketplace/partner-center/words.ts
var workflowWords = {
  notstarted: "not-started",
  inprogress: "running",
  success: "succeeded",
  succeeded: "succeeded",
  failed: "failed",
  failure: "failed",
  cancelled: "canceled",
  canceled: "canceled"
};
var states = {
  inprogress: "in-progress",
  published: "published",
  cancelled: "canceled",
  canceled: "canceled",
  deleted: "dead",
  archived: "dead",
  rolledback: "dead",
  notset: "undetermined",
  unknown: "undetermined",
  modularcert: "undetermined",
  shadow: "undetermined"
};
var substates = {
  indraft: "draft",
  submitted: "submitted",
  failed: "failed",
  failedincertification: "failed",
  cancelled: "canceled",
  canceled: "canceled",
  readytopublish: "ready",
  publishing: "publishing",
  published: "published",
  instore: "in-store"
};
var updateWords = {
  running: "running",
  completed: "completed",
  failed: "failed",
  cancelled: "canceled",
  canceled: "canceled"
};

// src/marketplace/partner-center/documents.ts
var maxSteps2 = 50;
var maxFindings = 50;
var maxDetailsPerFinding = 10;
var productSchema = object({ id, externalIDs: list, resourceType: text });
var externalIdSchema = object({ type: string(), value: string() });
var submissionSchema = object({
  id,
  state: text,
  substate: string(),
  releaseNumber: optional(fallback(optional(number()), void 0)),
  pendingUpdateInfo: optional(
    fallback(nullable(object({ updateType: text, status: text, failureReason: text })), null),
    null
  )
});
var workflowSchema = object({ targetEnvironment: text, state: text, workflowSteps: list });
var stepSchema2 = object({ name: text, state: text });
var findingSchema = object({ severity: text });
function readProduct(item, offer) {
  const parsed = safeParse(productSchema, item);
  const isOurs = parsed.success && parsed.output.externalIDs.some((externalId) => {
    const pair = safeParse(externalIdSchema, externalId);
    return pair.success && pair.output.type.toLowerCase() === "azureofferid" && pair.output.value.toLowerCase() === offer.toLowerCase();
  });
  return isOurs ? { id: parsed.output.id, type: oneLine(parsed.output.resourceType, 100) } : void 0;
}
function readListedSubmission(item) {
  const parsed = safeParse(submissionSchema, item);
  return parsed.success ? toSubmission(parsed.output) : "unreadable";
}
function readSubmission(document, correlationId) {
  return toSubmission(readAs(submissionSchema, document, "a submission", correlationId));
}
function toSubmission(submission) {
  const { id: id3, state, substate, releaseNumber, pendingUpdateInfo: update } = submission;
  const words = [
    [state, substate].filter(Boolean).join("/"),
    [update?.updateType, update?.status].filter(Boolean).join(" ")
  ];
  return {
    id: id3,
    releaseNumber,
    // Without a state the substate rules, as in the vendor's SDK.
    state: state ? lookUp(states, state) : "published",
    substate: lookUp(substates, substate),
    isPromotion: normalize(update?.updateType ?? "") === "promote",
    update: update?.status ? lookUp(updateWords, update.status) ?? "unknown" : "none",
    failureReason: update?.failureReason ?? "",
    rawStatus: oneLine(words.filter(Boolean).join(", "), 100)
  };
}
function isDraft({ substate, update }) {
  return substate === "draft" && (update === "none" || update === "completed");
}
function checkWorkflow(document, correlationId) {
  readAs(object({ state: string() }), document, "a workflow", correlationId);
}
function readWorkflows(document) {
  const workflows = { steps: [], live: "unknown", unknownWords: [] };
  const statusOf = (word3) => {
    const status = lookUp(workflowWords, word3);
    if (!status && word3) {
      workflows.unknownWords.push(oneLine(word3, 100));
    }
    return status ?? "unknown";
  };
  for (const item of itemsIn(document)) {
    const workflow = safeParse(workflowSchema, item);
    if (!workflow.success) {
      continue;
    }
    const { targetEnvironment, state, workflowSteps } = workflow.output;
    if (targetEnvironment.toLowerCase() === "live") {
      workflows.live = statusOf(state);
    }
    for (const item2 of workflowSteps.slice(0, maxSteps2 - workflows.steps.length)) {
      const step = safeParse(stepSchema2, item2);
      if (step.success) {
        const { name, state: state2 } = step.output;
        workflows.steps.push({
          id: oneLine([targetEnvironment, name].filter(Boolean).join("/"), 100),
          name: oneLine(name || "unnamed step", 200),
          status: statusOf(state2),
          progress: null,
          timeFrame: "",
          messages: []
        });
      }
    }
  }
  return workflows;
}
async function readFindings(document) {
  const messages = [];
  for (const item of itemsIn(document)) {
    const finding = safeParse(findingSchema, item);
    const level = messageLevel(finding.success ? finding.output.severity : "");
    const lines2 = await flattenDetails([item], maxDetailsPerFinding);
    messages.push(...lines2.map((text2) => ({ level, text: text2, timestamp: "" })));
  }
  return messages.slice(0, maxFindings);
}
function itemsIn(document) {
  const page = safeParse(object({ value: list }), document);
  const items = Array.isArray(document) ? document : page.success ? page.output.value : [];
  return items.slice(0, maxFindings);
}

// src/marketplace/partner-center/state.ts
function interpretSubmission({ state, substate, isPromotion, update }, live2) {
  switch (state) {
    case "canceled":
      return { phase: "dead-submission", status: "canceled" };
    case "dead":
      return { phase: "dead-submission", status: "failed" };
    case "undetermined":
    case void 0:
      return { phase: "dead-submission", status: "unknown" };
    case "in-progress":
    case "published":
  }
  const isPublished = substate === "published" && (live2 === "succeeded" || state === "published" && live2 === "unknown");
  if (substate === "in-store" || isPublished) {
    return { phase: "live", status: "succeeded" };
  }
  const isGoLive = isPromotion || !(live2 === "not-started" || live2 === "unknown");
  const ended = isGoLive ? "go-live-ended" : "preview-failed";
  const isRunning = live2 === "running" || update === "running";
  if (live2 === "failed" || update === "failed") {
    return { phase: ended, status: "failed" };
  }
  if (live2 === "canceled" || update === "canceled") {
    return { phase: ended, status: "canceled" };
  }
  switch (substate) {
    case "ready":
      return isGoLive && isRunning ? { phase: "going-live", status: "running" } : { phase: "waiting-for-sign-off", status: "waiting-for-review" };
    case "publishing":
      return { phase: "going-live", status: "running" };
    case "submitted":
      return { phase: isGoLive ? "going-live" : "building-preview", status: "running" };
    case "failed":
    case "canceled":
      return { phase: ended, status: substate };
    case "draft":
      return isRunning ? { phase: "building-preview", status: "running" } : { phase: "never-published", status: "not-started" };
    default:
      return { phase: "unclear", status: "unknown" };
  }
}

// src/marketplace/partner-center/api.ts
var origin2 = "https://api.partner.microsoft.com";
var partnerCenter = {
  baseUrl: `${origin2}/v1.0/ingestion`,
  needsPublisher: false,
  audiences: [origin2],
  scope: `${origin2}/.default`,
  // From the documentation and the users of the API (submission-api-onboard page, AL-Go, navcontainerhelper).
  hint: createHints(
    origin2,
    {
      404: "Check the offer ID, and that this API carries the offer (Azure application, Dynamics 365, SaaS)."
    },
    {
      400: "If the answer names what is wrong with the offer, fix that, publish to preview again, then go live."
    }
  ),
  kind: (words) => mentionsCertification(words) ? "certification" : void 0,
  parseOperationUrl: parseOperationUrl2,
  connect: connect2
};
function connect2(client, baseUrl2) {
  const urlOf = (path) => new URL(`${baseUrl2}/${path}`);
  const get = (url, deadline) => client.send({ method: "GET", url }, deadline);
  const products = createProducts(
    client,
    (offer) => [
      urlOf(
        `products?$filter=${encodeURIComponent(`externalIDs/Any(i:i/type eq 'AzureOfferId' and i/value eq '${offer}')`)}`
      ),
      urlOf("products")
    ],
    readProduct
  );
  async function getOptional(url, deadline) {
    try {
      return (await get(url, deadline)).json();
    } catch (error2) {
      if (error2 instanceof Failure && !error2.isFatal) {
        return void 0;
      }
      throw error2;
    }
  }
  async function snapshotOf2(submission, url, correlationId, deadline) {
    const { rawStatus, failureReason } = submission;
    const { steps, live: live2, unknownWords } = readWorkflows(
      await getOptional(partOf(url, "workflowdetails"), deadline)
    );
    const { phase, status } = interpretSubmission(submission, live2);
    const isDead = phase === "dead-submission" && status === "failed";
    const deadMessage = {
      level: "error",
      text: `The submission is no longer there to go live (${rawStatus}).`,
      timestamp: ""
    };
    const messages = isDead ? [deadMessage] : status === "failed" ? [
      ...await readFindings([{ severity: "error", message: failureReason }]),
      ...await readFindings(await getOptional(partOf(url, "validations"), deadline))
    ] : [];
    const isCertification = isOfferFault(steps) || [rawStatus, ...messages.map(({ text: text2 }) => text2)].some(mentionsCertification);
    return {
      phase,
      status,
      rawStatus,
      unknownWords: [...new Set(status === "unknown" ? [rawStatus, ...unknownWords] : unknownWords)],
      steps,
      messages,
      links: [],
      portalUrl: portalUrlOf(productIn(url)),
      failureKind: isCertification ? "certification" : "service",
      correlationId
    };
  }
  return {
    api: "partner-center",
    // What navcontainerhelper does.
    minPollMs: 3e4,
    canStartWithoutState: false,
    showsSteps: true,
    hasAnswered: () => client.hasAnswered,
    async getOfferType({ offer }, deadline) {
      return (await products.find(offer, deadline))?.type;
    },
    async getOfferState({ offer }, deadline) {
      const product = (await products.get(offer, deadline)).id;
      const { items, correlationId } = await listItems(
        client,
        urlOf(`products/${product}/submissions`),
        deadline,
        readListedSubmission
      );
      const submission = newestSubmission(items);
      if (submission === "unclear") {
        return { ...unclear, portalUrl: portalUrlOf(product), correlationId };
      }
      if (!submission) {
        return { ...neverPublished, portalUrl: portalUrlOf(product), correlationId };
      }
      const path = `products/${product}/submissions/${submission.id}`;
      const url = urlOf(path);
      const snapshot = await snapshotOf2(submission, url, correlationId, deadline);
      const { phase } = snapshot;
      const isRunning = phase === "going-live" || phase === "building-preview";
      const isReady = phase === "waiting-for-sign-off";
      return {
        ...snapshot,
        operation: isRunning ? submissionOperation(url) : void 0,
        release: isReady || phase === "live" || phase === "go-live-ended" ? path : void 0
      };
    },
    async goLive(_offer, state, deadline) {
      const url = urlOf(requireRelease(state));
      const answer2 = await client.send({ method: "POST", url: partOf(url, "promote") }, deadline);
      if (answer2.status === 200) {
        checkWorkflow(answer2.json(), answer2.correlationId);
      }
      return { ...submissionOperation(url), tracksOffer: true };
    },
    async getOperation({ url }, offer, deadline) {
      if (offer && (await products.get(offer.offer, deadline)).id !== productIn(url)) {
        throw foreignOperation(offer);
      }
      const answer2 = await get(url, deadline);
      const submission = readSubmission(answer2.json(), answer2.correlationId);
      return snapshotOf2(submission, url, answer2.correlationId, deadline);
    }
  };
}
function parseOperationUrl2(url, baseUrl2) {
  return /^products\/[\w-]{1,100}\/submissions\/[\w-]{1,100}$/.test(pathBelow(baseUrl2, url) ?? "") ? { operation: submissionOperation(url), offer: { publisher: "", offer: "" } } : void 0;
}
function productIn({ pathname }) {
  return /\/products\/([^/]+)\/submissions\/[^/]+$/.exec(pathname)?.[1];
}
function submissionOperation(url) {
  return { url, id: url.pathname.slice(url.pathname.lastIndexOf("/") + 1), tracksOffer: false };
}
function partOf(submission, name) {
  const part = new URL(submission);
  part.pathname += `/${name}`;
  return part;
}
function newestSubmission(items) {
  const submissions = items.filter((item) => item !== "unreadable");
  const released = submissions.filter((submission) => !isDraft(submission));
  const isPlaceless = released.length > 1 && released.some(({ releaseNumber }) => releaseNumber === void 0);
  if (submissions.length < items.length || isPlaceless) {
    return "unclear";
  }
  return released.toSorted((a, b) => Number(a.releaseNumber) - Number(b.releaseNumber)).at(-1);
}
function mentionsCertification(words) {
  return /certification/i.test(words);
}
var neverPublished = {
  status: "not-started",
  rawStatus: "no submission",
  unknownWords: [],
  steps: [],
  messages: [],
  links: [],
  portalUrl: "",
  failureKind: "service",
  correlationId: "",
  phase: "never-published",
  operation: void 0,
  release: void 0
};
var unclear = {
  ...neverPublished,
  status: "unknown",
  rawStatus: "a submission that cannot be read",
  phase: "unclear"
};

// src/marketplace/product-ingestion/words.ts
var statusWords = {
  notstarted: "running",
  running: "running",
  completed: "completed"
};
var resultWords = {
  succeeded: "succeeded",
  failed: "failed",
  cancelled: "canceled",
  // missing in one of the vendor's lists
  canceled: "canceled"
};

// src/marketplace/product-ingestion/documents.ts
var submissionId = pipe(string(), regex(/^submission\/[\w-]{1,100}\/[\w-]{1,100}$/));
var productId = pipe(string(), regex(/^product\/[\w-]{1,100}$/));
var productSchema2 = object({
  id: productId,
  identity: object({ externalid: string() }),
  type: text
});
var submissionSchema2 = object({
  id: submissionId,
  target: object({ targettype: string() }),
  status: text,
  result: text,
  created: text,
  lifecyclestate: text,
  deprecationschedule: optional(unknown())
});
var draftSchema = object({
  target: object({ targettype: pipe(string(), transform(normalize), literal("draft")) })
});
var jobSchema = object({ jobstatus: string(), jobresult: text, errors: optional(unknown()) });
var acceptedSchema = object({ jobid: id });
var jobDetailSchema = object({ resources: list });
var resourceSchema = object({ id: union([submissionId, productId]) });
function readProduct2(item, offer) {
  const parsed = safeParse(productSchema2, lowerCaseKeys(item));
  const isOurs = parsed.success && parsed.output.identity.externalid.toLowerCase() === offer.toLowerCase();
  return isOurs ? { id: lastPart(parsed.output.id), type: oneLine(parsed.output.type, 100) } : void 0;
}
function readSubmission2(item) {
  const entry = lowerCaseKeys(item);
  const parsed = safeParse(submissionSchema2, entry);
  if (parsed.success) {
    return toSubmission2(parsed.output);
  }
  return is(draftSchema, entry) ? void 0 : "unreadable";
}
function toSubmission2(submission) {
  const { id: id3, target, status, result, created, lifecyclestate, deprecationschedule } = submission;
  const createdMs = Date.parse(created);
  const isWithdrawal = normalize(lifecyclestate) === "deprecated" || isScheduled(deprecationschedule);
  const progress = toProgress(status, result);
  return {
    ...progress,
    id: id3,
    target: normalize(target.targettype),
    createdMs: createdMs > 0 ? createdMs : void 0,
    isWithdrawal,
    isRunning: status !== "" && lookUp(statusWords, status) !== "completed",
    rawStatus: isWithdrawal ? `${progress.rawStatus}, deprecated` : progress.rawStatus
  };
}
function isScheduled(deprecation) {
  return typeof deprecation === "object" && deprecation !== null && Object.keys(deprecation).length > 0;
}
function readAcceptedJob(document, correlationId) {
  return readAs(acceptedSchema, lowerCaseKeys(document), "a job", correlationId).jobid;
}
function readJob(document, correlationId) {
  const job = readAs(jobSchema, lowerCaseKeys(document), "the status of a job", correlationId);
  return { ...toProgress(job.jobstatus, job.jobresult), errors: job.errors };
}
function readJobResource(document, correlationId) {
  const { resources } = readAs(
    jobDetailSchema,
    lowerCaseKeys(document),
    "the details of a job",
    correlationId
  );
  const ids = resources.flatMap((resource3) => {
    const parsed = safeParse(resourceSchema, lowerCaseKeys(resource3));
    return parsed.success ? [parsed.output.id] : [];
  });
  const resource2 = ids.find((id3) => id3.startsWith("submission/")) ?? ids[0];
  if (resource2 === void 0) {
    throw unreadableAnswer("The details of the job name neither a submission nor a product.", correlationId);
  }
  return resource2;
}
async function snapshotOf({ status, rawStatus }, errors, correlationId) {
  const lines2 = await flattenDetails(errors);
  return {
    status,
    rawStatus,
    unknownWords: status === "unknown" ? [rawStatus] : [],
    steps: [],
    messages: lines2.map((line) => ({ level: "error", text: line, timestamp: "" })),
    links: [],
    portalUrl: "",
    // A failed certification is an invalidState with a sentence on certification, anywhere in the tree (cloudpub).
    failureKind: lines2.some((line) => /certification/i.test(line)) ? "certification" : "service",
    correlationId
  };
}
function lastPart(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}
function toProgress(status, result) {
  return {
    status: readStatus(status, result),
    rawStatus: oneLine([status, result].filter(Boolean).join("/"), 100)
  };
}
function readStatus(status, result) {
  switch (lookUp(statusWords, status)) {
    case "completed":
      return lookUp(resultWords, result) ?? "unknown";
    case "running":
      return "running";
    case void 0:
      return "unknown";
  }
}
function lowerCaseKeys(value, levels2 = 2) {
  if (typeof value !== "object" || value === null || Array.isArray(value) || levels2 === 0) {
    return value;
  }
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.toLowerCase(), lowerCaseKeys(item, levels2 - 1)])
  );
}

// src/marketplace/product-ingestion/state.ts
function interpretSubmissions({ submissions, hasUnreadable }) {
  const entries = submissions.filter(({ target }) => target === "live" || target === "preview");
  const running = entries.filter(({ isRunning }) => isRunning);
  const goingLive = findNewest(running.filter(({ target }) => target === "live"));
  const newest = goingLive ?? (hasUnreadable ? "unclear" : findNewest(running) ?? findNewest(entries));
  if (newest === "unclear") {
    return { phase: "unclear", submission: void 0 };
  }
  return { phase: newest ? phaseOf(newest) : "never-published", submission: newest };
}
function findNewest(entries) {
  const isDated = entries.every(({ createdMs }) => createdMs !== void 0);
  const outranks = (a, b) => {
    if (a.id === b.id && a.target !== b.target) {
      return a.target === "live";
    }
    const order = (isDated ? Number(a.createdMs) - Number(b.createdMs) : 0) || compareNumbers(a.id, b.id);
    return order > 0 || order === 0 && a.id === b.id && a.rawStatus === b.rawStatus;
  };
  const newest = entries.reduce(
    (newest2, entry) => newest2 && !outranks(entry, newest2) ? newest2 : entry,
    void 0
  );
  return entries.every((entry) => newest && outranks(newest, entry)) ? newest : "unclear";
}
function compareNumbers(a, b) {
  const [first, second] = [lastPart(a), lastPart(b)];
  if (!/^\d+$/.test(first) || !/^\d+$/.test(second)) {
    return 0;
  }
  return Number(BigInt(first) > BigInt(second)) - Number(BigInt(first) < BigInt(second));
}
function phaseOf({ target, status, isRunning, isWithdrawal }) {
  if (isRunning && target === "preview") {
    return "building-preview";
  }
  if (isWithdrawal) {
    return "withdrawn";
  }
  if (isRunning) {
    return "going-live";
  }
  switch (status) {
    case "succeeded":
      return target === "live" ? "live" : "waiting-for-sign-off";
    case "failed":
    case "canceled":
      return target === "live" ? "go-live-ended" : "preview-failed";
    default:
      return "unclear";
  }
}

// src/marketplace/product-ingestion/api.ts
var origin3 = "https://graph.microsoft.com";
var version = "$version=2022-07-01";
var schemaUrl = "https://schema.mp.microsoft.com/schema";
var schemaVersion = "2022-03-01-preview2";
var productIngestion = {
  baseUrl: `${origin3}/rp/product-ingestion`,
  needsPublisher: false,
  // A token may name Graph by its application ID.
  audiences: [origin3, "00000003-0000-0000-c000-000000000000"],
  scope: `${origin3}/.default`,
  // From the documentation and the users of the API (AlmaLinux cloud-images, cloudpub, the vendor's CLI).
  hint: createHints(
    origin3,
    {
      404: "Check the offer ID, and that this API carries the offer (virtual machine, container, SaaS).",
      423: "Something in progress locks the product. Run this step again when it has ended."
    },
    {
      400: "If the answer names what is wrong with the offer, fix that, publish to preview again, then go live. If it says that the submission is not the latest, the offer has changed meanwhile: run this step again."
    }
  ),
  kind(words) {
    if (/productLocked/i.test(words)) {
      return "conflict";
    }
    return /certification/i.test(words) ? "certification" : void 0;
  },
  parseOperationUrl: parseOperationUrl3,
  connect: connect3
};
function connect3(client, baseUrl2) {
  const urlOf = (path, query = "") => new URL(`${baseUrl2}/${path}?${query}${version}`);
  const get = (url, deadline) => client.send({ method: "GET", url }, deadline);
  const operationAt = (path, id3) => ({ url: urlOf(path), id: id3, tracksOffer: false });
  const products = createProducts(
    client,
    (offer) => [urlOf("product", `externalId=${encodeURIComponent(offer)}&`)],
    readProduct2
  );
  async function listSubmissions(product, deadline) {
    const { items, correlationId } = await listItems(
      client,
      urlOf(`submission/${product}`),
      deadline,
      readSubmission2
    );
    const submissions = items.filter((item) => item !== "unreadable");
    return { submissions, hasUnreadable: submissions.length < items.length, correlationId };
  }
  async function getSubmission(path, deadline) {
    const [, product = "", submission = ""] = path.split("/");
    const { correlationId, ...list2 } = await listSubmissions(product, deadline);
    const whole = interpretSubmissions(list2);
    if (whole.phase === "withdrawn" && whole.submission) {
      return snapshotIn(whole.phase, whole.submission, correlationId);
    }
    const own = list2.submissions.filter(({ id: id3 }) => id3 === path);
    const live2 = own.filter(({ target }) => target === "live");
    const { phase, submission: entry } = interpretSubmissions({
      submissions: live2.length > 0 ? live2 : own,
      // The entry that cannot be read may be the one for live.
      hasUnreadable: list2.hasUnreadable && live2.length === 0
    });
    if (entry) {
      return snapshotIn(phase, entry, correlationId);
    }
    if (phase === "unclear") {
      return unknownSnapshot(unclear2, correlationId);
    }
    const text2 = `The submission ${submission} is neither live nor in preview. Still waiting.`;
    return {
      ...await unknownSnapshot("not listed", correlationId),
      messages: [{ level: "warning", text: text2, timestamp: "" }]
    };
  }
  async function getNewest(product, deadline) {
    const { correlationId, ...list2 } = await listSubmissions(product, deadline);
    const { phase, submission } = interpretSubmissions(list2);
    if (!submission) {
      return unknownSnapshot(phase === "unclear" ? unclear2 : nothing, correlationId);
    }
    const snapshot = await snapshotIn(phase, submission, correlationId);
    return submission.target === "preview" ? { ...snapshot, status: "running" } : snapshot;
  }
  async function verify({ url, id: id3 }, deadline) {
    const resource2 = releaseIn(url) ?? await getJobResource(id3, deadline);
    const snapshot = resource2.startsWith("submission/") ? await getSubmission(resource2, deadline) : await getNewest(lastPart(resource2), deadline);
    return {
      ...snapshot,
      status: snapshot.status === "waiting-for-review" ? "running" : snapshot.status,
      portalUrl: portalUrlOf(productOf(resource2))
    };
  }
  async function getJobResource(job, deadline) {
    const details2 = await get(urlOf(`configure/${job}`), deadline);
    return readJobResource(details2.json(), details2.correlationId);
  }
  return {
    api: "product-ingestion",
    // The documented limit for the status of a job: one request a minute.
    minPollMs: 6e4,
    canStartWithoutState: false,
    showsSteps: false,
    hasAnswered: () => client.hasAnswered,
    async getOfferType({ offer }, deadline) {
      return (await products.find(offer, deadline))?.type;
    },
    async getOfferState({ offer }, deadline) {
      const product = (await products.get(offer, deadline)).id;
      const { correlationId, ...list2 } = await listSubmissions(product, deadline);
      const { phase, submission } = interpretSubmissions(list2);
      if (!submission) {
        const snapshot2 = phase === "unclear" ? await unknownSnapshot(unclear2, correlationId) : await snapshotOf({ status: "not-started", rawStatus: nothing }, [], correlationId);
        return {
          ...snapshot2,
          phase,
          operation: void 0,
          release: void 0,
          portalUrl: portalUrlOf(product)
        };
      }
      const { id: id3 } = submission;
      const snapshot = await snapshotIn(phase, submission, correlationId);
      const isReady = phase === "waiting-for-sign-off";
      const canBeFollowed = phase === "going-live" || phase === "building-preview";
      return {
        ...snapshot,
        phase,
        operation: canBeFollowed ? operationAt(id3, lastPart(id3)) : void 0,
        release: isReady || phase === "live" || phase === "go-live-ended" ? id3 : void 0,
        portalUrl: portalUrlOf(product)
      };
    },
    async goLive(_offer, state, deadline) {
      const id3 = requireRelease(state);
      const body = {
        $schema: `${schemaUrl}/configure/${schemaVersion}`,
        resources: [
          {
            $schema: `${schemaUrl}/submission/${schemaVersion}`,
            id: id3,
            product: `product/${productOf(id3)}`,
            target: { targetType: "live" }
          }
        ]
      };
      const answer2 = await client.send({ method: "POST", url: urlOf("configure"), body }, deadline);
      const job = readAcceptedJob(answer2.json(), answer2.correlationId);
      const operation = operationAt(`configure/${job}/status`, job);
      operation.url.hash = id3;
      return operation;
    },
    async getOperation(operation, offer, deadline) {
      const url = new URL(operation.url);
      url.hash = "";
      const [path] = /submission\/[^/]+\/[^/]+$/.exec(url.pathname) ?? [];
      const product = productOf(path ?? releaseIn(operation.url) ?? "");
      if (offer && product && (await products.get(offer.offer, deadline)).id !== product) {
        throw foreignOperation(offer);
      }
      const portalUrl2 = portalUrlOf(product);
      if (path) {
        return { ...await getSubmission(path, deadline), portalUrl: portalUrl2 };
      }
      const answer2 = await get(url, deadline);
      const job = readJob(answer2.json(), answer2.correlationId);
      return job.status === "succeeded" ? verify(operation, deadline) : { ...await snapshotOf(job, job.errors, answer2.correlationId), portalUrl: portalUrl2 };
    }
  };
}
var jobPath = /^configure\/([\w-]{1,100})\/status$/;
var submissionPath = /^submission\/[\w-]{1,100}\/([\w-]{1,100})$/;
function parseOperationUrl3(url, baseUrl2) {
  const path = pathBelow(baseUrl2, url) ?? "";
  const [, id3] = jobPath.exec(path) ?? submissionPath.exec(path) ?? [];
  return id3 === void 0 ? void 0 : {
    operation: { url, id: id3, tracksOffer: false },
    offer: { publisher: "", offer: "" }
  };
}
function releaseIn({ hash }) {
  return /^#(submission\/[\w-]{1,100}\/[\w-]{1,100})$/.exec(hash)?.[1];
}
function productOf(path) {
  return path.split("/")[1] ?? "";
}
async function snapshotIn(phase, submission, correlationId) {
  if (phase === "withdrawn") {
    return withdrawal(submission, correlationId);
  }
  const snapshot = await snapshotOf(submission, [], correlationId);
  return phase === "waiting-for-sign-off" ? { ...snapshot, status: "waiting-for-review" } : snapshot;
}
async function unknownSnapshot(rawStatus, correlationId) {
  return { ...await snapshotOf({ status: "unknown", rawStatus }, [], correlationId), unknownWords: [] };
}
function withdrawal({ rawStatus }, correlationId) {
  const text2 = `The submission takes the offer off the market (${rawStatus}).`;
  return {
    status: "failed",
    rawStatus,
    unknownWords: [],
    steps: [],
    messages: [{ level: "error", text: text2, timestamp: "" }],
    links: [],
    portalUrl: "",
    failureKind: "not-ready",
    correlationId
  };
}
var nothing = "no submission";
var unclear2 = "submissions that cannot be read or put in order";

// src/marketplace/apis.ts
var apis = {
  "cloud-partner-portal": cloudPartnerPortal,
  "product-ingestion": productIngestion,
  "partner-center": partnerCenter
};
var apiNames = Object.keys(apis);

// src/api-inputs.ts
function baseUrlOf(name, { api, apiUrl }) {
  const { baseUrl: baseUrl2 } = apis[name];
  if (!apiUrl) {
    return baseUrl2;
  }
  return api === "auto" ? apiUrl + new URL(baseUrl2).pathname.replace(/\/$/, "") : apiUrl;
}
function apiOfOperationUrl(url, inputs2) {
  const { api, apiUrl } = inputs2;
  if (api !== "auto") {
    return api;
  }
  const atHost = apiNames.filter((name) => new URL(baseUrlOf(name, inputs2)).origin === url.origin);
  return atHost.find((name) => apis[name].parseOperationUrl(url, baseUrlOf(name, inputs2))) ?? (apiUrl ? void 0 : atHost[0]);
}
function apiOfToken(token) {
  const [api, ...others] = new Set(readAudiences(token).map(apiOfAudience));
  return others.length === 0 ? api : void 0;
}
function apiOfAudience(audience2) {
  const normalized = audience2.toLowerCase().replace(/\/$/, "");
  return apiNames.find((name) => apis[name].audiences.includes(normalized));
}
function apiOfTarget(operationUrl2, inputs2) {
  const { api, token } = inputs2;
  if (api !== "auto") {
    return { name: api, reason: "" };
  }
  if (operationUrl2) {
    const name2 = apiOfOperationUrl(operationUrl2, inputs2);
    return name2 && { name: name2, reason: `The operation URL is one of ${name2}: using that API.` };
  }
  if (token === "") {
    return void 0;
  }
  if (readAudiences(token).length === 0) {
    const reason = "The token does not say what it is for: using cloud-partner-portal.";
    return { name: "cloud-partner-portal", reason };
  }
  const name = apiOfToken(token);
  return name && { name, reason: `The token is for ${apis[name].audiences[0]}: using ${name}.` };
}

// src/input-readers.ts
var maxBaseUrlLength = 200;
var sharedTenants = /* @__PURE__ */ new Set(["common", "organizations", "consumers"]);
function optional2(reader, absent) {
  return (text2) => text2.trim() ? reader(text2) : { value: absent };
}
function oneOf(words) {
  return single(`one of ${words.join(", ")}`, (text2) => words.find((word3) => word3 === text2));
}
var trueOrFalse = single(
  "true or false",
  (text2) => /^(true|True|TRUE|false|False|FALSE)$/.test(text2) ? text2.toLowerCase() === "true" : void 0
);
function number3(expected, min, max) {
  const range = `${min > 0 ? `at least ${min}` : "more than 0"}, at most ${max}`;
  return single(`${expected} (${range})`, (text2) => {
    const value = Number(text2);
    const isAllowed = /^\d+(\.\d+)?$/.test(text2) && value >= min && value <= max && value > 0;
    return isAllowed ? value : void 0;
  });
}
function id2(expected) {
  return single(expected, (text2) => /^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/.test(text2) ? text2 : void 0);
}
function lines(plural, reader) {
  return (text2) => {
    const read = all(splitLines(text2).filter(Boolean).map(reader));
    const advice2 = `Put several ${plural} one per line, without commas`;
    return read.problems ? { problems: read.problems.map((problem) => `${problem}. ${advice2}`) } : read;
  };
}
function secret(expected) {
  return (text2) => {
    const value = text2.trim();
    return isSecret(value) ? { value } : { problems: [`must be ${expected}, ${minSecretLength} characters or more`] };
  };
}
var tenantId = single(
  "the ID or the domain of an Entra ID tenant",
  (text2) => /^[A-Za-z0-9][A-Za-z0-9.-]{0,252}$/.test(text2) && !sharedTenants.has(text2.toLowerCase()) ? text2 : void 0
);
var clientId = single(
  "the application (client) ID of an Entra ID application",
  (text2) => isGuid(text2) ? text2 : void 0
);
var baseUrl = single(
  `a base URL with https, or with http on loopback, without user, query and fragment, of at most ${maxBaseUrlLength} characters`,
  (text2) => {
    const url = parseUrl(text2, maxBaseUrlLength);
    if (!url || url.username || url.password || url.search || url.hash || url.href.length > maxBaseUrlLength) {
      return void 0;
    }
    const isLoopback = /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(url.hostname);
    const isSecure = url.protocol === "https:" || url.protocol === "http:" && isLoopback;
    return isSecure ? url.href.replace(/\/+$/, "") : void 0;
  },
  redactUrl
);
var operationUrls = (text2) => all(splitLines(text2.trimEnd()).map(optional2(operationUrl, void 0)));
var operationUrl = single(
  "an operation URL, as the output gives it",
  (text2) => {
    const url = parseUrl(text2, maxOperationUrlLength);
    return url && !url.username && !url.password && url.href.length <= maxOperationUrlLength ? url : void 0;
  },
  redactUrl
);
function single(expected, parse3, show = (text2) => text2) {
  return (text2) => {
    const trimmed = text2.trim();
    const value = parse3(trimmed);
    if (value !== void 0) {
      return { value };
    }
    const problem = trimmed ? `must be ${expected}; it is "${oneLine(nameInvisible(show(trimmed)), 80)}"` : `is required: ${expected}`;
    return { problems: [problem] };
  };
}
function all(reads) {
  const problems2 = [];
  const value = [];
  for (const read of reads) {
    if (read.problems) {
      problems2.push(...read.problems);
    } else {
      value.push(read.value);
    }
  }
  return problems2.length > 0 ? { problems: problems2 } : { value };
}
function splitLines(text2) {
  return text2.split("\n").map((line) => line.trim());
}
function nameInvisible(text2) {
  const name = (character2) => `<U+${character2.codePointAt(0)?.toString(16).toUpperCase().padStart(4, "0")}>`;
  return text2.replace(/(?![\t\n\r])[\p{Cc}\p{Cf}\p{DI}\p{Zl}\p{Zp}\u00a0]/gu, name);
}
function parseUrl(text2, maxLength4) {
  return text2.length <= maxLength4 && URL.canParse(text2) ? new URL(text2) : void 0;
}
function redactUrl(text2) {
  const [scheme = ""] = /^https?:[/\\]*/i.exec(text2) ?? [];
  const afterUser = text2.lastIndexOf("@") + 1;
  const shown = afterUser > 0 ? `${scheme}***@${text2.slice(afterUser)}` : text2;
  return shown.replace(/[?#].*/s, "?***");
}

// src/inputs.ts
var modes = ["go-live", "follow", "check"];
var defaultAuthority = "https://login.microsoftonline.com";
var maxOffers = 100;
var inputs = {
  publisher: input(optional2(id2("the publisher ID from Partner Center, e.g. contoso"), "")),
  offer: input(lines("offers", id2("the offer ID from Partner Center, e.g. contoso-vm"))),
  token: secretInput('the bare access token: no "Bearer ", no spaces'),
  "tenant-id": input(optional2(tenantId, "")),
  "client-id": input(optional2(clientId, "")),
  "client-secret": secretInput("the value of the client secret: no spaces"),
  api: input(oneOf(["auto", ...apiNames]), "auto"),
  mode: input(oneOf(modes), "go-live"),
  "operation-url": input(optional2(operationUrls, [])),
  wait: input(trueOrFalse, "true"),
  "wait-for-preview": input(trueOrFalse, "false"),
  "timeout-minutes": input(number3("minutes, e.g. 360", 0, 43200), "330"),
  "poll-interval-seconds": input(optional2(number3("seconds, e.g. 60", 1, 3600), void 0)),
  "fail-on-timeout": input(trueOrFalse, "true"),
  "fail-on-blocked": input(trueOrFalse, "false"),
  "api-url": input(optional2(baseUrl, "")),
  "authority-host": input(baseUrl, defaultAuthority)
};
function input(reader, byDefault = "") {
  return { read: reader, default: byDefault, isSecret: false };
}
function secretInput(expected) {
  return { read: optional2(secret(expected), ""), default: "", isSecret: true };
}
function readInputs(runner, environmentProblems = []) {
  const given = (name) => runner.input(name)?.trim() ?? "";
  const names = Object.keys(inputs);
  for (const name of names.filter((name2) => inputs[name2].isSecret)) {
    if (given(name).length >= minSecretLength) {
      runner.mask(given(name));
    }
  }
  const problems2 = [...environmentProblems];
  const valid = {};
  for (const name of names) {
    const text2 = runner.input(name) ?? "";
    const read = inputs[name].read(text2.trim() ? text2 : inputs[name].default);
    if (read.problems) {
      problems2.push(...read.problems.map((problem) => `${name} ${problem}.`));
    } else {
      Object.assign(valid, { [name]: read.value });
    }
  }
  if (runner.input("mode") !== void 0 && given("mode") === "") {
    problems2.push(
      `mode is empty: the expression that sets it gave nothing. Set it to ${modes.join(", ")}, or leave it out for ${inputs.mode.default}.`
    );
  }
  for (const rule of rules) {
    problems2.push(...rule(valid, (name) => given(name) !== ""));
  }
  if (problems2.length > 0) {
    throw new InputError(problems2);
  }
  return resolve(valid);
}
var applicationInputs = ["tenant-id", "client-id", "client-secret"];
var credentialsRule = (_, isSet) => {
  if (!applicationInputs.some(isSet)) {
    return isSet("token") ? [] : [
      "No credentials: tenant-id and client-id are empty, and token is, too. If they come from `vars`, check that they are set in the environment that the job names."
    ];
  }
  const problems2 = isSet("token") ? ["token cannot be combined with tenant-id, client-id or client-secret: set one or the other."] : [];
  for (const name of ["tenant-id", "client-id"]) {
    if (!isSet(name)) {
      problems2.push(`${name} is required to sign in as an application.`);
    }
  }
  return problems2;
};
var offerRule = ({ api, offer = [], token = "", ...valid }, isSet) => {
  const problems2 = [];
  const urlsAlone = isSet("operation-url") && !isSet("offer");
  const known = api && apiOfTarget(void 0, { api, apiUrl: valid["api-url"] ?? "", token });
  const urls = valid["operation-url"] ?? [];
  const hasOfferAlone = !urlsAlone && (offer.length === 0 || offer.some((_, index) => !urls[index]));
  if (!isSet("publisher") && known && apis[known.name].needsPublisher && hasOfferAlone) {
    problems2.push(
      `publisher is required for ${known.name}: the publisher ID from Partner Center, e.g. contoso.`
    );
  }
  if (!isSet("offer") && !urlsAlone) {
    problems2.push("offer is required: the offer ID from Partner Center, e.g. contoso-vm.");
  }
  const ids = /* @__PURE__ */ new Set();
  const duplicate = offer.find((id3) => ids.size === ids.add(id3.toLowerCase()).size);
  if (duplicate) {
    problems2.push(`offer lists ${oneLine(duplicate, 80)} twice.`);
  }
  return problems2;
};
var operationUrlRule = ({ mode, api, offer, ...valid }, isSet) => {
  const urls = valid["operation-url"] ?? [];
  const problems2 = [];
  if (isSet("operation-url") && mode === "check") {
    problems2.push("operation-url cannot be used with mode: check, which checks offers.");
  }
  if (isSet("offer") && offer && urls.length > offer.length) {
    problems2.push(
      `operation-url has ${formatCount(urls.length, "line")} for ${formatCount(offer.length, "offer")}: give one for each, or leave offer out.`
    );
  }
  const count = Math.max(offer?.length ?? 0, urls.length);
  if (count > maxOffers) {
    problems2.push(`offer: a step takes at most ${maxOffers} offers; there are ${count}.`);
  }
  const apiUrl = valid["api-url"] ?? "";
  const isUrlValid = !isSet("api-url") || apiUrl !== "";
  if (api && isUrlValid) {
    for (const [index, url] of urls.entries()) {
      const expected = { publisher: valid.publisher ?? "", offer: offer?.[index] ?? "" };
      const problem = url && operationUrlProblem(url, { api, apiUrl }, expected);
      problems2.push(...problem ? [problem] : []);
    }
  }
  return problems2;
};
var apiUrlRule = ({ api, ...valid }) => api === "auto" && valid["api-url"] && new URL(valid["api-url"]).pathname !== "/" ? ["api-url must be an origin without a path where api is auto: leave out the path, or set api."] : [];
var tokenRule = ({ api, token, offer = [], ...valid }) => {
  if (!api || !token) {
    return [];
  }
  const audiences = readAudiences(token);
  const [audience2] = audiences;
  if (audience2 === void 0) {
    return [];
  }
  const own = apiOfToken(token);
  const urls = valid["operation-url"] ?? [];
  if (!own) {
    const isAskedFor = api === "auto" && (urls.length === 0 || offer.some((_, index) => !urls[index]));
    return isAskedFor ? [
      `token is for ${oneLine(audiences.join(", "), 200)}, which does not tell the API: set api to the API that carries the offer.`
    ] : [];
  }
  const apiInputs = { api, apiUrl: valid["api-url"] ?? "" };
  const named = api === "auto" ? urls.flatMap((url) => (url && apiOfOperationUrl(url, apiInputs)) ?? []) : [api];
  const other = named.find((name) => name !== own);
  if (!other) {
    return [];
  }
  const contrary = api === "auto" ? `operation-url is one of ${other}` : `api is ${other}`;
  return [
    `token is for ${audience2} (${own}), but ${contrary}: its token must be for ${apis[other].audiences[0]}.`
  ];
};
function operationUrlProblem(url, inputs2, expected) {
  const { api, apiUrl } = inputs2;
  const origins = [
    ...new Set((api === "auto" ? apiNames : [api]).map((name2) => new URL(baseUrlOf(name2, inputs2)).origin))
  ];
  if (!origins.includes(url.origin)) {
    const otherApi = apiNames.find((name2) => new URL(apis[name2].baseUrl).origin === url.origin);
    return otherApi && !apiUrl ? `operation-url is at ${url.host}, but api is ${api}: set \`api: ${otherApi}\`, or leave api out.` : `operation-url must be at ${origins.join(" or ")}, as the output gives it; it is at ${oneLine(url.host, 80)}.`;
  }
  const name = apiOfOperationUrl(url, inputs2);
  const parsed = name && apis[name].parseOperationUrl(url, baseUrlOf(name, inputs2));
  if (!parsed) {
    return `operation-url must be the URL of an operation${name ? ` of ${name}` : ""}, as the output gives it; its path is "${oneLine(url.pathname, 80)}".`;
  }
  const differs2 = (named, given) => named !== "" && given !== "" && !isGuid(named) && named.toLowerCase() !== given.toLowerCase();
  const { offer } = parsed;
  return differs2(offer.offer, expected.offer) || differs2(offer.publisher, expected.publisher) ? `operation-url belongs to ${displayName(offer)}, but stands beside ${displayName(expected)}.` : void 0;
}
var rules = [credentialsRule, offerRule, operationUrlRule, apiUrlRule, tokenRule];
function resolve(values) {
  const targets = resolveTargets(values);
  const apiInputs = { api: values.api, apiUrl: values["api-url"] };
  return {
    targets,
    credentials: values.token ? { token: values.token } : {
      tenantId: values["tenant-id"],
      clientId: values["client-id"],
      clientSecret: values["client-secret"],
      authorityHost: values["authority-host"]
    },
    mode: targets.some(({ operationUrl: operationUrl2 }) => operationUrl2) ? "follow" : values.mode,
    wait: values.wait,
    waitForPreview: values["wait-for-preview"],
    timeoutMs: values["timeout-minutes"] * 6e4,
    pollIntervalMs: values["poll-interval-seconds"] && values["poll-interval-seconds"] * 1e3,
    failOnTimeout: values["fail-on-timeout"],
    failOnBlocked: values["fail-on-blocked"],
    baseUrlOf: (api) => baseUrlOf(api, apiInputs),
    followInputs: values["api-url"] ? { ...values.api !== "auto" && { api: values.api }, "api-url": values["api-url"] } : {}
  };
}
function resolveTargets({ api, publisher, offer, token, ...values }) {
  const urls = values["operation-url"];
  const target = (offer2, operationUrl2) => ({
    publisher,
    offer: offer2,
    operationUrl: operationUrl2,
    api: apiOfTarget(operationUrl2, { api, apiUrl: values["api-url"], token })
  });
  return offer.length > 0 ? offer.map((offer2, index) => target(offer2, urls[index])) : urls.filter((url) => url !== void 0).map((url) => target("", url));
}

// src/marketplace/offer-types.ts
var table = [
  {
    name: "virtual machine",
    api: "product-ingestion",
    words: ["azureVirtualMachine", "coreVirtualMachine", "AzureThirdPartyVirtualMachine"]
  },
  { name: "container", api: "product-ingestion", words: ["azureContainer", "containerApp"] },
  { name: "SaaS", api: "product-ingestion", words: ["softwareAsAService"] },
  // Product ingestion refuses them: "Type AzureApplication is not supported" (LANSA).
  { name: "Azure application", api: "partner-center", words: ["azureApplication"] },
  {
    name: "Dynamics 365",
    api: "partner-center",
    words: [
      "dynamics365BusinessCentral",
      "dynamics365ForCustomerEngagement",
      "dynamics365ForOperations",
      "AzureDynamics365BusinessCentral",
      "AzureDynamics365ForCustomerEngagement",
      "AzureDynamics365ForOperations"
    ]
  },
  { name: "managed service", api: "cloud-partner-portal", words: ["managedService", "AzureManagedService"] },
  {
    name: "consulting service",
    api: "cloud-partner-portal",
    words: ["consultingService", "AzureConsultingService"]
  },
  { name: "IoT Edge module", api: "cloud-partner-portal", words: ["iotEdgeModule", "AzureIoTEdgeModule"] },
  { name: "Power BI app", api: "cloud-partner-portal", words: ["powerBiApp", "AzurePowerBIApp"] }
];
var offerTypes = table.map(({ name, api }) => ({ name, api }));
var types = Object.fromEntries(
  table.flatMap(({ words }, index) => words.map((word3) => [normalize(word3), offerTypes[index]]))
);
function findOfferType(word3) {
  return lookUp(types, word3);
}

// src/marketplace/choice.ts
var lastApi = "cloud-partner-portal";
var setApi = "If you know which API carries the offer, set api.";
function chooseApi(offer, answers2) {
  const known = [...answers2].flatMap(
    ([api, answer2]) => answer2.says === "type" ? [{ api, word: answer2.type, type: findOfferType(answer2.type) }] : []
  );
  if (known.length === 0) {
    return chooseLast(offer, answers2);
  }
  const typed = known.filter(({ word: word3 }) => word3 !== "");
  const type = typed[0]?.type;
  const words = known.map(({ api }) => describeAnswer(api, answers2)).join(" ");
  if (!type || typed.some((other) => !other.type)) {
    throw new Failure("input", `The type of ${displayName(offer)} is not known to this action. ${words}`, {
      hint: "Set api to the API that carries the offer."
    });
  }
  if (typed.some((other) => other.type !== type)) {
    throw new Failure("input", `The APIs disagree on the type of ${displayName(offer)}. ${words}`, {
      hint: setApi
    });
  }
  return chooseByType(offer, answers2, type);
}
function chooseByType(offer, answers2, { name, api }) {
  const what = `${displayName(offer)} is ${/^[aeiou]/i.test(name) ? "an" : "a"} ${name} offer`;
  if (api === lastApi) {
    if (!offer.publisher) {
      throw new Failure("input", `${what}, which needs publisher.`, { hint: setPublisher });
    }
  } else if (answers2.get(api)?.says !== "type") {
    const said = describeAnswer(api, answers2);
    const refusal = refusalOf(answers2.get(api));
    throw new Failure("input", `${what}, which ${api} takes live, but ${said}`, {
      hint: `${refusal?.hint ?? ""} ${setApi}`.trim(),
      cause: refusal
    });
  }
  return { api, reason: `${what}: using ${api}.`, isLast: false };
}
function chooseLast(offer, answers2) {
  const said = describeAnswers(answers2);
  if (offer.publisher) {
    return { api: lastApi, reason: `${said} So ${lastApi} is left for ${displayName(offer)}.`, isLast: true };
  }
  const failures = [...answers2.values()].map(refusalOf);
  const [first] = failures;
  if (first && failures.every((failure2) => failure2?.kind === first.kind)) {
    throw first.with({ message: said, technical: "" });
  }
  const refusal = failures.find((failure2) => failure2 !== void 0);
  throw new Failure(
    "input",
    `${said} So ${lastApi} is left for ${displayName(offer)}, which needs publisher.`,
    {
      hint: [`Check offer. If it is right: ${setPublisher}`, refusal?.hint].filter(Boolean).join(" "),
      cause: refusal
    }
  );
}
var setPublisher = "Set publisher to the publisher ID from Partner Center, e.g. contoso.";
function refusalOf(answer2) {
  return answer2?.says === "refused" ? answer2.failure : void 0;
}
var maxQuoteLength = 300;
function describeAnswers(answers2) {
  return [...answers2.keys()].map((api) => describeAnswer(api, answers2)).join(" ");
}
function describeAnswer(api, answers2) {
  const answer2 = answers2.get(api);
  switch (answer2?.says) {
    case "type":
      return answer2.type ? `${api} knows the offer as "${answer2.type}".` : `${api} knows the offer, but not its type.`;
    case "refused":
      return `${api} refused the look-up: ${oneLine(answer2.failure.describe(), maxQuoteLength)}`;
    default:
      return `${api} does not know the offer.`;
  }
}

// src/marketplace/finder.ts
function createFinder(connect4, offer) {
  const answers2 = /* @__PURE__ */ new Map();
  const doubted = /* @__PURE__ */ new Set();
  let last;
  function typeLookUp(api) {
    const isBrief = !doubted.has(api);
    return {
      hasAnswered: () => connect4(api).hasAnswered(),
      async ask(deadline) {
        try {
          const type = await connect4(api).getOfferType?.(offer, { ...deadline, isBrief });
          answers2.set(api, type === void 0 ? { says: "unknown" } : { says: "type", type });
        } catch (error2) {
          if (!(error2 instanceof Failure)) {
            throw error2;
          }
          if (error2.refusesCaller || error2.isRefusal && error2.kind !== "not-found") {
            answers2.set(api, { says: "refused", failure: error2 });
          } else if (error2.isRefusal) {
            answers2.set(api, { says: "unknown" });
          } else {
            throw explain(error2, `Could not ask ${api} for the offer. ${error2.message}`);
          }
        }
      }
    };
  }
  function stateLookUp(api) {
    return {
      hasAnswered: () => connect4(api).hasAnswered(),
      async ask(deadline) {
        try {
          last = withFirstState(connect4(api), await connect4(api).getOfferState(offer, deadline));
        } catch (error2) {
          if (!(error2 instanceof Failure)) {
            throw error2;
          }
          if (error2.kind !== "not-found" || error2.isFatal) {
            throw explain(error2, `${describeAnswers(answers2)} ${api}: ${error2.message}`);
          }
          last = connect4(api);
        }
      }
    };
  }
  function doubt() {
    const refused = [...answers2].filter(
      ([api, answer2]) => answer2.says === "refused" && answer2.failure.effect === "not-sent" && !doubted.has(api)
    );
    return refused.map(([api]) => {
      doubted.add(api);
      answers2.delete(api);
      return typeLookUp(api);
    });
  }
  async function describe(api, deadline) {
    const answer2 = answers2.get(api);
    const connection = connect4(api);
    if (answer2?.says === "unknown") {
      return `${api}: not found`;
    }
    if (answer2?.says === "refused") {
      return `${api}: access refused. ${answer2.failure.describe()}`;
    }
    if (!connection.getOfferType && !offer.publisher) {
      return `${api}: not asked, as publisher is empty`;
    }
    const word3 = answer2?.says === "type" ? answer2.type : "";
    const type = word3 && `, type "${word3}" (${findOfferType(word3)?.name ?? "not known to this action"})`;
    try {
      const { status, rawStatus } = await connection.getOfferState(offer, deadline);
      return `${api}: found${type}, ${status} (${rawStatus})`;
    } catch (error2) {
      if (!(error2 instanceof Failure) || error2.kind === "interrupted") {
        throw error2;
      }
      if (!answer2 && error2.isFatal && (error2.refusesCaller || error2.kind === "not-found")) {
        return `${api}: ${error2.refusesCaller ? "access refused" : "not found"}. ${error2.describe()}`;
      }
      return `${api}: ${answer2 ? `found${type}, but its state could not be read` : "could not be read"}. ${error2.describe()}`;
    }
  }
  return {
    next() {
      const open2 = apiNames.filter((api) => connect4(api).getOfferType && !answers2.has(api));
      if (open2.length > 0) {
        return { lookUps: open2.map(typeLookUp) };
      }
      try {
        const { api, isLast, reason } = chooseApi(offer, answers2);
        if (isLast && !last) {
          const again = doubt();
          return { lookUps: again.length > 0 ? again : [stateLookUp(api)] };
        }
        return { marketplace: last ?? connect4(api), reason };
      } catch (error2) {
        const lookUps = doubt();
        if (lookUps.length === 0) {
          throw error2;
        }
        return { lookUps };
      }
    },
    async survey(deadline) {
      return Promise.all(apiNames.map((api) => describe(api, deadline)));
    }
  };
}
function explain(failure2, message) {
  if (failure2.kind === "interrupted" || failure2.isFailedSignIn) {
    return failure2;
  }
  if (failure2.isFatal) {
    return failure2.with({ message });
  }
  return failure2.with({
    message,
    hint: `${failure2.hint} If you know which API carries the offer, set api: then no other is asked.`.trim()
  });
}
function withFirstState(connection, state) {
  let isFresh = true;
  return {
    ...connection,
    async getOfferState(offer, deadline) {
      const isKnown = isFresh;
      isFresh = false;
      return isKnown ? state : connection.getOfferState(offer, deadline);
    }
  };
}

// src/model/secrets.ts
var minCutLength = 8;
var Secrets = class {
  // The longest first: a secret may begin with another one, and its form in JSON contains more than itself.
  #forms = [];
  add(secret2) {
    this.#forms = [.../* @__PURE__ */ new Set([...this.#forms, ...formsOf(secret2)])].toSorted((a, b) => b.length - a.length);
  }
  /** The text with each secret in it replaced by `***`, also one of which a cut has left only the beginning. */
  redact(text2) {
    let redacted = text2;
    for (const form of this.#forms) {
      redacted = redacted.replaceAll(form, "***");
    }
    const parts = redacted.split("…");
    return parts.map((part, index) => index < parts.length - 1 ? this.#hideCut(part) : part).join("…");
  }
  #hideCut(text2) {
    const end = text2.trimEnd();
    for (const form of this.#forms) {
      const beginning = form.slice(0, minCutLength);
      let at = end.indexOf(beginning, Math.max(0, end.length - form.length));
      while (at >= 0 && !form.startsWith(end.slice(at))) {
        at = end.indexOf(beginning, at + 1);
      }
      if (at >= 0) {
        return `${end.slice(0, at)}***${text2.slice(end.length)}`;
      }
    }
    return text2;
  }
};
function formsOf(secret2) {
  const url = new URL("https://x.example");
  url.search = secret2;
  url.hash = secret2;
  const encoded = encodeURIComponent(secret2);
  const inForm = new URLSearchParams([["", secret2]]).toString().slice(1);
  return [secret2, encoded, encoded.replaceAll("'", "%27"), inForm, url.search.slice(1), url.hash.slice(1)].filter((spelling) => spelling.length >= secret2.length).flatMap((spelling) => [spelling, JSON.stringify(spelling).slice(1, -1), encodeEntities(spelling)]);
}

// src/report/redacting-runner.ts
function redactingRunner(runner) {
  const secrets = new Secrets();
  const redact2 = (text2) => secrets.redact(text2);
  return {
    input: (name) => runner.input(name),
    idTokenSource: () => runner.idTokenSource(),
    mask(secret2) {
      secrets.add(secret2);
      runner.mask(secret2);
    },
    debug: (line) => runner.debug(redact2(line)),
    info: (line) => runner.info(redact2(line)),
    warning: (text2) => runner.warning(redact2(text2)),
    error: (text2) => runner.error(redact2(text2)),
    group: (title, lines2) => runner.group(redact2(title), lines2.map(redact2)),
    isDebug: () => runner.isDebug(),
    output: (name, value) => runner.output(name, redact2(value)),
    summary: (html) => runner.summary(redact2(html))
  };
}

// src/report/escape.ts
function escapeLogLine(text2) {
  return replaceNewlines(cleanText(text2), " ").replaceAll("##[", "# #[").replace(/^(\s*):(?=:)/, "$1: ");
}
function escapeHtml(text2) {
  return replaceNewlines(encodeEntities(cleanText(text2)), "<br>");
}
var character = String.raw`[^\s<>"'\x60\\[\](){}|^]`;
var address = new RegExp(
  String.raw`\[(https?:\/\/${character}{1,500})\]|(https?:\/\/${character}{1,500})(?!${character}| …)`,
  "gi"
);
var maxShownLength = 80;
function escapeHtmlWithLinks(text2) {
  let html = "";
  let from = 0;
  for (const match of text2.matchAll(address)) {
    const [whole, bracketed, bare = ""] = match;
    const address2 = bracketed ?? bare.replace(/[.,;:!?]+$/, "");
    const link2 = linkTo(address2);
    if (link2) {
      html += escapeHtml(text2.slice(from, match.index)) + link2;
      from = match.index + (bracketed ? whole : address2).length;
    }
  }
  return html + escapeHtml(text2.slice(from));
}
function linkTo(address2) {
  const url = URL.parse(address2);
  if (!url || url.username || url.password) {
    return void 0;
  }
  const place = url.href.slice(url.protocol.length + 2).replace(/\/$/, "");
  const shown = place.length > maxShownLength ? `${place.slice(0, maxShownLength - 1)}…` : place;
  return `<a href="${escapeHtml(url.href)}">${escapeHtml(shown)}</a>`;
}

// src/report/changes.ts
function findChanges(before, after) {
  const changes2 = [
    ...after.steps.flatMap((step, index) => stepChanges(before?.steps[index], step)),
    ...newMessages(before?.messages, after.messages).map((message) => messageChange(message, ""))
  ];
  if (hasFailed(after.status)) {
    return changes2.map(({ text: text2 }) => info(text2));
  }
  const unknown2 = after.unknownWords.map((word3) => warning(`Unrecognized status "${word3}". Still waiting.`));
  return [...changes2, ...unknown2];
}
function findStatusChange(before, after) {
  return before?.rawStatus === after.rawStatus && before.status === after.status ? void 0 : `status: ${describeStatus(after)}`;
}
function stepChanges(before, step) {
  const same = before?.id === step.id && before.name === step.name ? before : void 0;
  const moved = same ? same.status !== step.status : step.status !== "not-started";
  const messages = newMessages(same?.messages, step.messages).filter(
    ({ text: text2 }) => !saysNothingNew(step, text2)
  );
  if (!moved) {
    return messages.map((message) => messageChange(message, step.name));
  }
  const information = messages.filter(({ level }) => level === "information").map(({ text: text2 }) => text2);
  const line = [describeStep2(step), ...information].join(". ");
  const isTrouble = isBlocked(step) || step.status === "failed";
  return [
    isTrouble ? warning(line) : info(line),
    ...messages.filter(({ level }) => level !== "information").map((message) => messageChange(message, step.name))
  ];
}
function saysNothingNew({ status }, text2) {
  return status === "succeeded" && /^step completed\.?$/i.test(text2);
}
function describeStep2({ name, status, progress }) {
  const percent = progress === null || status === "succeeded" || status === "not-started" ? "" : `, ${progress} %`;
  return `${name}: ${status}${percent}`;
}
function newMessages(before = [], after) {
  return after.filter(
    ({ level, text: text2 }) => !before.some((known) => known.level === level && known.text === text2)
  );
}
function messageChange({ level, text: text2 }, stepName) {
  const line = stepName ? `${stepName}: ${text2}` : text2;
  return level === "information" ? info(line) : warning(line);
}
function warning(text2) {
  return { level: "warning", text: text2 };
}
function info(text2) {
  return { level: "info", text: text2 };
}

// src/report/offer-log.ts
var maxLinesPerCheck = 30;
var maxLines = 3e3;
var maxLinesOfOne = 300;
var maxUnknownWords = 100;
var OfferLog = class {
  #options;
  #unknownWords = /* @__PURE__ */ new Set();
  #details = [];
  #before;
  /** What goes on while nothing changes. */
  #still = "still waiting";
  #linesLeft;
  constructor(options) {
    this.#options = options;
    this.#linesLeft = options.name ? maxLinesOfOne : maxLines;
  }
  info(line) {
    this.#options.log.info(this.#named(line));
  }
  warning(line) {
    this.#options.log.warning(this.#named(line));
  }
  onStatus(snapshot) {
    const unknownWords = snapshot.unknownWords.filter((word3) => !this.#unknownWords.has(word3)).slice(0, maxUnknownWords - this.#unknownWords.size);
    const hasRoom = this.#linesLeft > 0;
    const status = hasRoom ? findStatusChange(this.#before, snapshot) : void 0;
    this.#linesLeft -= status ? 1 : 0;
    const changes2 = hasRoom ? this.#bound(findChanges(this.#before, { ...snapshot, unknownWords })) : [];
    if (status && (!this.#before || hasFailed(snapshot.status))) {
      this.#logFolded(status, snapshot, changes2);
    } else {
      if (status) {
        this.info(`${status} ${this.#when(true)}`);
      }
      this.#logChanges(changes2);
    }
    for (const word3 of unknownWords) {
      this.#unknownWords.add(word3);
    }
    this.#before = snapshot;
    const step = currentStep(snapshot.steps);
    this.#still = `still ${snapshot.status}${step ? `, ${describeStep2(step)}` : ""}`;
  }
  onRetry(failure2) {
    this.#still = `still failing: ${failure2.describe()}`;
  }
  onPause(pauseMs) {
    const { clock, countOpen, isQuiet, log, name } = this.#options;
    if (!isQuiet()) {
      return;
    }
    const still = name ? `still waiting for ${formatCount(countOpen(), "offer")}` : this.#still;
    log.info(`${still} ${this.#when(true, `next check at ${formatTime(clock.epoch() + pauseMs)}`)}`);
  }
  onAccepted({ operationUrl: operationUrl2 }) {
    this.#options.onAccepted();
    this.info(`Operation URL: ${operationUrl2}`);
  }
  /** Logs the details that waited for the end. */
  end() {
    if (this.#details.length > 0) {
      this.#options.log.group(`Steps of ${this.#options.name}`, this.#details);
    }
  }
  /** The first status, or a failure, with all details folded away under it. */
  #logFolded(status, { steps }, changes2) {
    const step = currentStep(steps);
    const title = `${status}${step ? `, at ${describeStep2(step)}` : ""} ${this.#when(true)}`;
    const folded = changes2.filter(({ level }) => level === "info");
    if (this.#options.name || folded.length === 0) {
      this.info(title);
      this.#logChanges(changes2);
      return;
    }
    this.#options.log.group(
      title,
      folded.map(({ text: text2 }) => text2)
    );
    this.#logChanges(changes2.filter(({ level }) => level === "warning"));
  }
  #logChanges(changes2) {
    for (const { level, text: text2 } of changes2) {
      if (level === "warning") {
        this.warning(text2);
      } else if (this.#options.name) {
        this.#details.push(`${text2} ${this.#when(true)}`);
      } else {
        this.info(`${text2} ${this.#when(false)}`);
      }
    }
  }
  /** As many changes as the log has room for, and how many more there are. */
  #bound(changes2) {
    const logged = changes2.slice(0, Math.min(maxLinesPerCheck, this.#linesLeft));
    const more = changes2.length - logged.length;
    this.#linesLeft -= logged.length + (more > 0 ? 1 : 0);
    if (more === 0) {
      return logged;
    }
    const isFull = this.#linesLeft <= 0;
    const text2 = isFull ? "No more changes are logged." : `and ${formatCount(more, "more change")}`;
    return [...logged, { level: "info", text: text2 }];
  }
  #named(line) {
    return this.#options.name ? `${this.#options.name}: ${line}` : line;
  }
  /** `(after 2 h, 12:10 UTC; …)`. @param more what else to say; may be empty */
  #when(withTime, more = "") {
    const { clock, startMs } = this.#options;
    const time = withTime ? `, ${formatTime(clock.epoch())}` : "";
    return `(after ${formatDuration(clock.now() - startMs)}${time}${more && `; ${more}`})`;
  }
};

// src/report/timeline.ts
function stageOf({ status }) {
  switch (status) {
    case "not-started":
    case "unknown":
      return "waiting";
    case "succeeded":
    case "failed":
    case "canceled":
      return "ended";
    default:
      return "active";
  }
}
var maxAheadMs = 60 * 6e4;
var Timeline = class {
  #sightings = /* @__PURE__ */ new Map();
  /** @param nowMs the time of day of the status check, in ms since 1970 */
  onStatus(steps, nowMs) {
    this.#sightings = new Map(
      steps.map((step, index) => {
        const key = keyOf(step, index);
        return [key, next(this.#sightings.get(key), stageOf(step), nowMs)];
      })
    );
  }
  /**
   * One span for each step.
   * @param nowMs as above: messages that claim to come from later are not believed
   */
  spans(steps, nowMs) {
    const spans = [];
    let previousEndMs;
    for (const [index, step] of steps.entries()) {
      const given = givenSpan(step, previousEndMs, nowMs + maxAheadMs);
      previousEndMs = given?.endMs;
      const { startMs, endMs, isPartial = false } = this.#sightings.get(keyOf(step, index)) ?? {};
      const isSeen = startMs !== void 0 || endMs !== void 0;
      spans.push(given ?? { startMs, endMs, isSeen, isPartial });
    }
    return spans;
  }
};
function keyOf({ id: id3, name }, index) {
  return JSON.stringify([index, id3, name]);
}
function next(before, stage, nowMs) {
  if (before?.stage === stage) {
    return before;
  }
  switch (stage) {
    case "waiting":
      return { stage, startMs: void 0, endMs: void 0, isPartial: false };
    case "active":
      return { stage, startMs: nowMs, endMs: void 0, isPartial: before === void 0 };
    case "ended":
      return {
        stage,
        startMs: before?.startMs,
        endMs: before && nowMs,
        isPartial: before?.isPartial ?? false
      };
  }
}
function givenSpan(step, previousEndMs, latestMs) {
  const stage = stageOf(step);
  const times = step.messages.map(({ timestamp }) => Date.parse(timestamp)).filter((ms) => ms <= latestMs);
  const firstMs = times.length > 0 ? Math.min(...times) : void 0;
  const startMs = previousEndMs ?? firstMs;
  if (stage === "active") {
    return startMs === void 0 ? void 0 : { startMs, endMs: void 0, isSeen: false, isPartial: false };
  }
  if (stage === "waiting" || times.length === 0) {
    return void 0;
  }
  const endMs = Math.max(...times);
  const isStart = startMs !== void 0 && startMs < endMs;
  return { startMs: isStart ? startMs : void 0, endMs, isSeen: false, isPartial: false };
}

// src/report/offer-record.ts
var OfferRecord = class {
  result;
  mode;
  followInputs;
  /** How many requests failed, by the label of the failure. */
  failedRequests = /* @__PURE__ */ new Map();
  timeline = new Timeline();
  links = [];
  /** The portal has a page of the offer that is known. */
  hasOfferPage = false;
  /** When this run first saw the offer in progress, in ms since 1970. */
  runningSinceMs;
  /** The failure of the last status check, if it failed. */
  lastFailure;
  #counted = /* @__PURE__ */ new WeakSet();
  constructor(result, { mode, followInputs }) {
    this.result = result;
    this.mode = mode;
    this.followInputs = followInputs;
  }
  /** @param nowMs the time of day, in ms since 1970 */
  onStatus({ steps, links, status, portalUrl: portalUrl2 }, nowMs) {
    this.timeline.onStatus(steps, nowMs);
    this.links = links;
    this.hasOfferPage ||= portalUrl2 !== "";
    this.lastFailure = void 0;
    this.runningSinceMs = status === "running" ? this.runningSinceMs ?? nowMs : void 0;
  }
  /** A request failed, and the story goes on. */
  onRetry(failure2) {
    this.lastFailure = failure2;
    this.#counted.add(failure2);
    this.failedRequests.set(failure2.label, (this.failedRequests.get(failure2.label) ?? 0) + 1);
  }
  /** The story ends with this failure. What is no failure of a request has no label of its own. */
  onFailure(failure2) {
    if (failure2.label !== failure2.kind && !this.#counted.has(failure2)) {
      this.onRetry(failure2);
    }
  }
};

// src/report/fit.ts
var forms = [
  (result) => result,
  (result) => shortenMessages(result, 10, 1e3),
  (result) => shortenMessages(result, 3, 200),
  (result) => shortenMessages(result, 0, 0),
  (result) => leaveOutSteps(result, 200),
  (result) => leaveOutSteps(result, 60),
  (result) => ({ ...leaveOutSteps(result, 60), rawStatus: "", operationId: "", correlationId: "" }),
  (result) => ({
    ...leaveOutSteps(result, 60),
    message: "Left out here: see the outputs operation-url and operation-id.",
    rawStatus: "",
    operationUrl: "",
    operationId: "",
    correlationId: ""
  })
];
var firstBare = 4;
function renderToFit(results, render, sizeOf, maxSize) {
  let rendered = "";
  for (const [index, form] of forms.entries()) {
    const shortened = results.map(form);
    if (messagesLength(shortened) > maxSize) {
      continue;
    }
    rendered = render(shortened, index >= firstBare);
    if (sizeOf(rendered) <= maxSize) {
      break;
    }
  }
  return rendered;
}
function messagesLength(results) {
  const messages = results.flatMap(({ steps, messages: messages2 }) => [
    messages2,
    ...steps.map((step) => step.messages)
  ]);
  return messages.flat().reduce((sum, { text: text2 }) => sum + text2.length, 0);
}
function leaveOutSteps(result, maxMessageLength) {
  const name = `${formatCount(result.steps.length, "step")}, left out here`;
  const placeholder = { id: "", name, status: "unknown", progress: null, timeFrame: "", messages: [] };
  return {
    ...result,
    message: clip(result.message, maxMessageLength),
    steps: result.steps.length > 0 ? [placeholder] : [],
    messages: shorten(result.messages, 0, 0)
  };
}
function shortenMessages(result, maxMessages2, maxLength4) {
  return {
    ...result,
    steps: result.steps.map((step) => ({
      ...step,
      messages: shorten(step.messages, maxMessages2, maxLength4)
    })),
    messages: shorten(result.messages, maxMessages2, maxLength4)
  };
}
function shorten(messages, maxMessages2, maxLength4) {
  const kept = messages.slice(0, maxMessages2);
  const more = messages.length - kept.length;
  const shortened = kept.map((message) => ({ ...message, text: clip(message.text, maxLength4) }));
  const text2 = `${formatCount(more, "more message")}, left out here`;
  return more > 0 ? [...shortened, { level: "information", text: text2, timestamp: "" }] : shortened;
}

// src/report/outputs.ts
var maxResultBytes = 1e5;
function renderOutputs(results) {
  const leading = worst(results);
  return {
    ...renderUrgentOutputs(results),
    "timed-out": String(results.some((result) => result.timedOut)),
    "failure-kind": leading?.failureKind ?? "",
    message: summarize(results, leading),
    "portal-url": results.map((result) => result.portalUrl).join("\n"),
    result: renderToFit(results, (results2) => JSON.stringify(results2), Buffer.byteLength, maxResultBytes)
  };
}
function renderUrgentOutputs(results) {
  return {
    status: worst(results)?.status ?? "not-started",
    "operation-url": results.map((result) => result.operationUrl).join("\n"),
    "operation-id": results.map((result) => result.operationId).join("\n"),
    started: String(results.some((result) => result.started))
  };
}
function summarize(results, leading) {
  if (results.length < 2 || !leading) {
    return leading?.message ?? "";
  }
  const succeeded = results.filter((result) => result.status === "succeeded").length;
  return `${succeeded} of ${results.length} offers succeeded. ${displayName(leading)}: ${leading.message}`;
}

// src/report/summary/markup.ts
function table2(rows) {
  return `<table>
${rows.join("\n")}
</table>`;
}
function left(content) {
  return { content, align: "left" };
}
function right(content) {
  return { content, align: "right", isShort: true };
}
function row(name, cells) {
  const html = cells.map((cell) => {
    const { content, align, isShort } = typeof cell === "string" ? { content: cell } : cell;
    const attributes = `${align ? ` align="${align}"` : ""}${isShort ? " nowrap" : ""}`;
    return `<${name}${attributes}>${content}</${name}>`;
  });
  return `<tr>${html.join("")}</tr>`;
}
function code(text2) {
  return text2 && `<code>${escapeHtml(text2)}</code>`;
}
function link(url, text2) {
  return `<a href="${escapeHtml(url)}">${escapeHtml(text2)}</a>`;
}
function details(title, content, isOpen = false) {
  return `<details${isOpen ? " open" : ""}><summary>${title}</summary>

${content}

</details>`;
}
function shortTime(epochMs) {
  const text2 = new Date(epochMs).toUTCString();
  return `${new Date(epochMs).getUTCDate()} ${text2.slice(8, 11)} ${text2.slice(17, 22)} UTC`;
}

// src/report/summary/check.ts
var well = ["✅", "yes"];
var no = ["❌", "no"];
var notChecked = ["⚪", "not checked"];
function renderChecks(result) {
  const [signIn2, access2, ready2] = answers(result);
  return table2([
    row("th", ["", left("Checked"), ""]),
    ...[
      ["The API accepts the credentials", signIn2],
      ["The application can see the offer", access2],
      ["The offer can go live", ready2]
    ].map(([question, [icon, words]]) => row("td", [icon, question, words]))
  ]);
}
function answers({ failureKind, status }) {
  switch (failureKind) {
    case "authentication":
      return [no, notChecked, notChecked];
    case "permission":
    case "not-found":
      return [well, no, notChecked];
    case "":
      return [well, well, readiness(status)];
    case "not-ready":
    case "certification":
    case "canceled":
      return [well, well, no];
    case "unknown-outcome":
      return [well, well, ["❓", "the API does not tell"]];
    default:
      return status === "failed" ? [well, well, no] : [notChecked, notChecked, notChecked];
  }
}
function readiness(status) {
  switch (status) {
    case "waiting-for-review":
      return well;
    case "running":
      return ["⏳", "it is in progress already"];
    default:
      return ["✅", "it is live, with nothing to release"];
  }
}

// src/report/summary/findings.ts
function findFindings({ status, steps, messages }) {
  if (status === "succeeded") {
    return [];
  }
  const found = steps.flatMap(
    (step) => complaints(step.messages, isBad(step)).map((message) => ({ step: step.name, message }))
  );
  const isBadEnd = status === "failed" || status === "canceled";
  const ofWhole = complaints(messages, isBadEnd).map((message) => ({ step: "", message }));
  const seen = /* @__PURE__ */ new Set();
  return [...found, ...ofWhole].filter(
    ({ message: { text: text2 } }) => seen.size < seen.add(text2.replace(/\s+/g, " ")).size
  );
}
function isBad(step) {
  return step.status === "failed" || isBlocked(step);
}
function complaints(messages, isBad2) {
  const errors = messages.filter(({ level }) => level === "error");
  const all2 = messages.filter(({ level }) => level !== "information");
  if (isBad2) {
    return all2.length > 0 ? all2 : messages;
  }
  return errors;
}
function renderFindings(findings) {
  const items = findings.map(({ step, message: { level, text: text2 } }) => {
    const where = step && `<b>${escapeHtml(step)}</b>: `;
    return `<li>${where}${level === "warning" ? "<i>warning</i>: " : ""}${escapeHtmlWithLinks(text2)}</li>`;
  });
  return items.length > 0 ? `<ol>
${items.join("\n")}
</ol>` : "";
}

// src/report/summary/gantt.ts
var minute = 6e4;
var hour = 60 * minute;
var day = 24 * hour;
var maxSpanMs = 366 * day;
var maxLabelLength = 40;
var ticks = [
  { upToMs: 10 * minute, interval: "2minute", format: "%H:%M" },
  { upToMs: 40 * minute, interval: "5minute", format: "%H:%M" },
  { upToMs: 2 * hour, interval: "20minute", format: "%H:%M" },
  { upToMs: 8 * hour, interval: "1hour", format: "%H:%M" },
  { upToMs: day, interval: "3hour", format: "%H:%M" },
  { upToMs: 2 * day, interval: "6hour", format: "%d %b %H:%M" },
  { upToMs: 4 * day, interval: "12hour", format: "%d %b %H:%M" },
  { upToMs: 8 * day, interval: "1day", format: "%d %b" },
  { upToMs: 56 * day, interval: "1week", format: "%d %b" },
  { upToMs: maxSpanMs, interval: "2month", format: "%b %Y" }
];
function renderGantt(steps, spans, nowMs) {
  const bars = steps.flatMap((step, index) => {
    const { startMs, endMs = stageOf(step) === "active" ? nowMs : void 0, isSeen } = spans[index] ?? {};
    return startMs !== void 0 && endMs !== void 0 && startMs <= endMs ? [{ step, number: index + 1, startMs, endMs, isSeen }] : [];
  });
  const firstMs = Math.min(...bars.map(({ startMs }) => startMs));
  const lastMs = Math.max(...bars.map(({ endMs }) => endMs));
  const tick = ticks.find(({ upToMs }) => lastMs - firstMs <= upToMs);
  if (bars.length < 2 || !tick) {
    return "";
  }
  const seen = bars.filter(({ isSeen }) => isSeen).length;
  const asSeen = seen === bars.length ? ", as this run saw them" : ", some as this run saw them";
  return [
    "```mermaid",
    "gantt",
    `  title Times in UTC${seen > 0 ? asSeen : ""}`,
    "  dateFormat YYYY-MM-DDTHH:mm:ss",
    `  axisFormat ${tick.format}`,
    `  tickInterval ${tick.interval}`,
    ...bars.map(
      ({ step, number: number4, startMs, endMs }) => `  ${number4} ${label(step.name)} :${tag(step)}, ${stamp(startMs)}, ${stamp(endMs)}`
    ),
    "```"
  ].join("\n");
}
function label(name) {
  const words = name.toWellFormed().replace(/[^\p{L}\p{N}]+/gu, " ");
  let text2 = "";
  for (const word3 of words.trim().split(" ")) {
    if (text2.length + 1 + word3.length > maxLabelLength) {
      break;
    }
    text2 += `${text2 && " "}${word3}`;
  }
  return text2;
}
function tag(step) {
  if (step.status === "failed" || step.status === "canceled" || isBlocked(step)) {
    return "crit";
  }
  return stageOf(step) === "active" ? "active" : "done";
}
function stamp(epochMs) {
  return new Date(epochMs).toISOString().slice(0, 19);
}

// src/report/summary/outcome.ts
function needsAttention({ failureKind }) {
  return failureKind !== "" && failureKind !== "timeout";
}
function describeOutcome(result, mode, findings) {
  const { failureKind } = result;
  return failureKind === "" ? success(result, mode) : failure(result, failureKind, mode, findings);
}
var goesOn = "Nothing to fix: the go-live continues without this run. To see how it ends, run this workflow again, or follow it in a later job.";
function success({ status, started, adopted, operationUrl: operationUrl2 }, mode) {
  switch (status) {
    case "succeeded": {
      const isDone = started || adopted || operationUrl2 !== "";
      return { icon: "✅", words: isDone ? "is live" : "is live already", advice: "" };
    }
    case "waiting-for-review":
      return {
        icon: "✅",
        words: "is ready to go live",
        advice: "Review the preview, then run the workflow that takes it live."
      };
    case "running":
      return {
        icon: "⏳",
        words: mode === "follow" && !operationUrl2 ? "has something in progress" : "is in progress",
        advice: operationUrl2 ? goesOn : ""
      };
    case "not-started":
      return { icon: "⚪", words: "has nothing in progress", advice: "" };
    case "unknown":
    case "failed":
    case "canceled":
      return { icon: "❓", words: "has a status that is not known", advice: operationUrl2 ? goesOn : "" };
  }
}
function failure(result, kind, mode, findings) {
  const { status, operationUrl: operationUrl2, steps } = result;
  if (status === "succeeded") {
    return { icon: "⚠️", words: "is live, but this step failed", advice: "Correct what the message says." };
  }
  const isOpen = operationUrl2 !== "" && !hasEnded(status);
  const notDone = {
    "go-live": "was not started",
    follow: "could not be followed",
    check: "could not be checked"
  }[mode];
  switch (kind) {
    case "timeout":
      return { icon: "⏱️", words: "is not live yet", advice: isOpen ? goesOn : "Run this workflow again." };
    case "interrupted":
      return isOpen ? { icon: "⏹️", words: "was not followed to its end: this run was stopped", advice: goesOn } : { icon: "⏹️", words: `${notDone}: this run was stopped`, advice: "Run this workflow again." };
    case "certification":
      return {
        icon: steps.some(isBlocked) ? "⛔" : "❌",
        words: steps.some(isBlocked) ? "is blocked" : "did not pass certification",
        advice: `Fix ${describeFindings(findings)}, publish to preview again, review, run this workflow again. Running it again alone does not help.`
      };
    case "canceled":
      return {
        icon: "🚫",
        words: "did not go live: it was canceled",
        advice: "Find out in Partner Center who canceled it, and why. If it is to go live, run this workflow again."
      };
    case "not-ready":
      return {
        icon: "❌",
        words: "is not ready to go live",
        advice: "Do what the message says, then run this workflow again."
      };
    case "not-found":
      return {
        icon: "❌",
        words: isOpen ? "was not found any more" : "was not found",
        advice: "Check the IDs, and that the application may see the offer. Then run this workflow again."
      };
    case "unknown-outcome":
      return {
        icon: "❓",
        words: mode === "go-live" ? "may or may not be going live" : "has a status that does not tell",
        advice: "See in Partner Center whether the offer is going live. If it is not, run this workflow again: it checks first."
      };
    default:
      return failedRequest(kind, status, isOpen ? "was not followed to its end" : notDone, isOpen);
  }
}
function describeFindings(count) {
  if (count === 0) {
    return "what the API complains of";
  }
  return count === 1 ? "the finding" : `the ${count} findings`;
}
var causes = {
  input: {
    why: "an input is invalid",
    advice: "Correct the inputs as the message says, then run this workflow again."
  },
  authentication: {
    why: "the sign-in failed",
    advice: "Correct the sign-in as the message says, then run this workflow again."
  },
  permission: {
    why: "it has no access",
    advice: "Give the application access as the message says, then run this workflow again."
  },
  conflict: {
    why: "something else is in progress",
    advice: "Wait until that has ended, then run this workflow again."
  },
  throttled: { why: "the API was too busy", advice: "Run this workflow again later." },
  service: {
    why: "the API failed",
    advice: "Run this workflow again. If it fails again, give the correlation ID below to Microsoft support."
  },
  network: {
    why: "the API did not answer",
    advice: "Check the connection as the message says, then run this workflow again."
  }
};
function failedRequest(kind, status, notDone, isOpen) {
  if (status === "failed") {
    return {
      icon: "❌",
      words: "did not go live",
      advice: "If the API names something in the offer, fix it, publish to preview again, and review. Then run this workflow again."
    };
  }
  const { why, advice: advice2 } = causes[kind];
  return {
    icon: "❌",
    words: `${notDone}: ${why}`,
    advice: isOpen ? `${advice2} The go-live continues meanwhile, and is picked up.` : advice2
  };
}

// src/report/summary/steps.ts
var icons = {
  "not-started": "⚪",
  running: "⏳",
  "waiting-for-review": "👤",
  "waiting-for-approval": "👤",
  blocked: "⛔",
  rejected: "⛔",
  succeeded: "✅",
  failed: "❌",
  canceled: "🚫",
  unknown: "❓"
};
function renderSteps(steps, spans, nowMs) {
  if (steps.length === 0) {
    return "";
  }
  const current = currentStep(steps);
  const before = current ? steps.indexOf(current) : 0;
  const isFolded = before > 1 && steps.slice(0, before).every(({ status }) => status === "succeeded");
  const folded = row("td", [
    "✅",
    `${formatCount(before, "step")} before`,
    right(durationOf(spans[0]?.startMs, spans[before - 1]?.endMs)),
    ""
  ]);
  const rows = steps.map(
    (step, index) => row("td", [
      icons[step.status],
      escapeHtml(step.name),
      right(took(step, spans[index], nowMs)),
      describeStep3(step, spans[index])
    ])
  );
  return table2([
    row("th", ["", left("Step"), right("Took"), ""]),
    ...isFolded ? [folded, ...rows.slice(before)] : rows
  ]);
}
function took(step, span, nowMs) {
  if (!span) {
    return "";
  }
  const isActive = stageOf(step) === "active";
  const duration = durationOf(span.startMs, isActive ? nowMs : span.endMs);
  if (!duration) {
    return "";
  }
  const seen = span.isSeen && !span.isPartial && !isActive ? " (seen)" : "";
  return `${span.isPartial ? "over " : ""}${duration}${seen}${isActive ? " so far" : ""}`;
}
function durationOf(startMs, endMs) {
  return startMs === void 0 || endMs === void 0 ? "" : formatDuration(endMs - startMs);
}
function describeStep3(step, span) {
  const words = step.status.replaceAll("-", " ");
  const { startMs, endMs, isSeen = false, isPartial = false } = span ?? {};
  switch (stageOf(step)) {
    case "ended":
      return endMs === void 0 ? words : `${words} ${shortTime(endMs)}${isSeen ? " (seen)" : ""}`;
    case "active": {
      if (startMs === void 0) {
        return joined(words, step);
      }
      const since = `${step.status === "running" ? " since" : ", began"}${isPartial ? " before" : ""}`;
      return joined(`${words}${since} ${shortTime(startMs)}${isSeen && !isPartial ? " (seen)" : ""}`, step);
    }
    case "waiting":
      return joined(words, step);
  }
}
function joined(words, { timeFrame }) {
  return timeFrame ? `${words}, usually ${escapeHtml(timeFrame)}` : words;
}
function renderAllSteps(steps) {
  const rows = steps.map(
    ({ name, status, progress, messages }) => row("td", [escapeHtml(name), status, progress === null ? "" : `${progress} %`, renderMessages(messages)])
  );
  return rows.length > 0 ? table2([row("th", ["Step", "Status", "Progress", "Messages"].map(left)), ...rows]) : "";
}
function renderMessages(messages) {
  return messages.map(
    ({ level, text: text2 }) => `${level === "information" ? "" : `<b>${level}</b>: `}${escapeHtmlWithLinks(text2)}`
  ).join("<br>");
}

// src/report/summary/offer.ts
var maxLabels = 10;
function viewOf(record2, result, isBare) {
  const findings = findFindings(result);
  return { record: record2, result, isBare, findings, outcome: describeOutcome(result, record2.mode, findings.length) };
}
function renderTitle({ result, outcome }) {
  return `${outcome.icon} ${nameOf(result)} ${outcome.words}`;
}
function nameOf({ offer }) {
  return escapeHtml(offer) || "The offer";
}
function tookOf({ startedAt, endedAt }) {
  return formatDuration(Date.parse(endedAt) - Date.parse(startedAt));
}
function renderOffer(view, hasPicture) {
  const { record: record2, result, isBare, findings } = view;
  const nowMs = Date.parse(result.endedAt);
  const spans = isBare ? [] : record2.timeline.spans(result.steps, nowMs);
  const isMessageShown = showsMessage(view);
  return [
    renderNext(view),
    isMessageShown ? `<p>${escapeHtmlWithLinks(result.message)}</p>` : "",
    record2.mode === "check" ? renderChecks(result) : "",
    renderFindings(findings),
    isBare ? "" : renderProgress(view, spans),
    isBare || !hasPicture ? "" : renderGantt(result.steps, spans, nowMs),
    isBare ? "" : renderSteps(result.steps, spans, nowMs),
    renderFollow(record2, result),
    details(
      "All steps, IDs for support, failed requests",
      [renderFacts(view, isMessageShown), renderAllSteps(result.steps)].filter(Boolean).join("\n")
    )
  ].filter(Boolean).join("\n\n");
}
function goesOn2({ operationUrl: operationUrl2, status }) {
  return operationUrl2 !== "" && !hasEnded(status);
}
function showsMessage({ result, findings }) {
  switch (result.failureKind) {
    case "":
      return result.operationUrl === "";
    case "timeout":
    case "interrupted":
      return !goesOn2(result);
    case "certification":
    case "canceled":
    case "not-ready":
      return findings.length === 0;
    case "service":
      return findings.length === 0 || result.status !== "failed";
    default:
      return true;
  }
}
function renderNext({ record: record2, result, isBare, outcome: { advice: advice2 } }) {
  const links = [
    ...isBare ? [] : record2.links.map(renderLink),
    result.portalUrl && link(result.portalUrl, `Open ${record2.hasOfferPage ? "the offer in " : ""}Partner Center`)
  ].filter(Boolean);
  const lines2 = [advice2 && `<b>What to do:</b> ${escapeHtml(advice2)}`, links.join(" · ")].filter(Boolean);
  return lines2.length > 0 ? `<blockquote>${lines2.join("<br>")}</blockquote>` : "";
}
function renderLink({ to, text: text2, url }) {
  return `${to === "live" ? "Live" : "Preview"}: ${link(url, text2)}`;
}
function renderProgress({ record: record2, result }, spans) {
  if (!goesOn2(result)) {
    return "";
  }
  const step = currentStep(result.steps);
  const lines2 = [];
  if (step) {
    lines2.push(
      `Now at <b>${escapeHtml(step.name)}</b>: ${describeStep3(step, spans[result.steps.indexOf(step)])}.`
    );
  } else if (record2.runningSinceMs !== void 0) {
    lines2.push(`In progress since ${shortTime(record2.runningSinceMs)} or before. The API shows no steps.`);
  }
  if (record2.lastFailure && result.failureKind === "timeout") {
    lines2.push(`The last status check failed: ${escapeHtml(oneLine(record2.lastFailure.message, 500))}`);
  }
  return lines2.length > 0 ? `<p>${lines2.join("<br>")}</p>` : "";
}
function renderFollow({ mode, followInputs }, result) {
  if (!goesOn2(result) || mode === "check") {
    return "";
  }
  const inputs2 = { mode: "follow", "operation-url": result.operationUrl, ...followInputs };
  const lines2 = Object.entries(inputs2).map(([name, value]) => `  ${name}: ${escapeHtml(value)}`);
  return `<p>To follow it in a later job, with the credentials of this one:</p>
<pre>with:
${lines2.join("\n")}</pre>`;
}
function renderFacts({ record: record2, result }, isMessageShown) {
  const { status, failureKind } = result;
  const facts = [
    ["Status", `<b>${status}</b>${failureKind && ` (${failureKind})`}`],
    ["Message", isMessageShown ? "" : escapeHtml(result.message)],
    ["API", code(result.api)],
    ["Time", `waited ${tookOf(result)} (${formatCount(result.polls, "check")})`],
    ["Failed requests", countFailures(record2.failedRequests)],
    ["Operation URL", code(result.operationUrl)],
    ["Operation ID", code(result.operationId)],
    ["Correlation ID", code(result.correlationId)],
    ["The API says", renderMessages(result.messages)]
  ];
  return table2(
    facts.filter(([, value]) => value).map(([name, value]) => row("td", [`<b>${name}</b>`, value]))
  );
}
function countFailures(failedRequests) {
  const counts = [...failedRequests].toSorted(([, a], [, b]) => b - a);
  const others = counts.slice(maxLabels).reduce((sum, [, count]) => sum + count, 0);
  return [...counts.slice(0, maxLabels), ...others > 0 ? [["other", others]] : []].map(([label2, count]) => `${count} × ${escapeHtml(label2)}`).join(", ");
}

// src/report/summary/summary.ts
var maxBytes = 1e6;
var maxProblems = 100;
var maxPictures = 10;
function renderSummary(records) {
  const render = (results, isBare) => renderPage(records.map((record2, index) => viewOf(record2, results[index], isBare)));
  return renderToFit(
    records.map(({ result }) => result),
    render,
    Buffer.byteLength,
    maxBytes
  );
}
function renderPage(views) {
  const [only, ...others] = views;
  if (only && others.length === 0) {
    return `<h3>${renderTitle(only)}</h3>

${renderOffer(only, true)}`;
  }
  const worstFirst = views.toSorted((a, b) => bySeverity(a.result, b.result));
  return [
    `<h3>${renderOverallTitle(views.map(({ result }) => result))}</h3>`,
    renderOverview(worstFirst),
    ...worstFirst.map((view, index) => {
      const isOpen = needsAttention(view.result);
      return details(renderTitle(view), renderOffer(view, isOpen && index < maxPictures), isOpen);
    })
  ].join("\n\n");
}
function renderOverallTitle(results) {
  const all2 = results.length;
  const bad = results.filter(needsAttention).length;
  const live2 = results.filter(({ status }) => status === "succeeded").length;
  const late = results.filter(({ failureKind }) => failureKind === "timeout").length;
  if (bad > 0) {
    return `❌ ${bad} of ${all2} offers need${bad === 1 ? "s" : ""} attention`;
  }
  if (live2 === all2) {
    return `✅ All ${all2} offers are live`;
  }
  return late > 0 ? `⏱️ ${late} of ${all2} offers not live yet` : `✅ None of ${all2} offers needs attention`;
}
function renderOverview(views) {
  return table2([
    row("th", ["", left("Offer"), left("Outcome"), right("Took"), left("What next")]),
    ...views.map(
      ({ result, outcome: { icon, words, advice: advice2 } }) => row("td", [icon, { content: nameOf(result), isShort: true }, words, right(tookOf(result)), advice2])
    )
  ]);
}
function renderInputProblems(problems2) {
  const more = problems2.length - maxProblems;
  const shown = problems2.slice(0, maxProblems).map(renderProblem);
  const list2 = [...shown, ...more > 0 ? [`and ${more} more.`] : []].map((item) => `<li>${item}</li>`);
  return [
    `<h3>❌ Not started: invalid inputs</h3>`,
    `<blockquote><b>What to do:</b> Correct the inputs of the step, then run this workflow again. No request was made.</blockquote>`,
    `<ul>
${list2.join("\n")}
</ul>`
  ].join("\n\n");
}
function renderProblem(problem) {
  const [name = ""] = /^[a-z]+(?:-[a-z]+)*(?=:? )/.exec(problem) ?? [];
  return `${name && `<code>${name}</code>`}${escapeHtml(problem.slice(name.length))}`;
}

// src/report/report.ts
var maxAnnotations = 10;
var maxAnnotationLength = 4e3;
var maxLineLength2 = 8e3;
var quietMs = 10 * 6e4;
var Report = class {
  #runner;
  #clock;
  #startMs;
  #offers = [];
  #logs = /* @__PURE__ */ new Map();
  #annotations = { warning: 0, error: 0 };
  /** When the last line was logged, on the clock. */
  #lastLineMs;
  constructor(runner, clock) {
    this.#runner = runner;
    this.#clock = clock;
    this.#startMs = clock.now();
    this.#lastLineMs = this.#startMs;
  }
  debug(line) {
    this.#runner.debug(escapeLogLine(clip(line, maxLineLength2)));
  }
  info(line) {
    this.#lastLineMs = this.#clock.now();
    this.#runner.info(escapeLogLine(clip(line, maxLineLength2)));
  }
  warning(line) {
    this.#annotate("warning", [line]);
  }
  group(title, lines2) {
    const clean = (line) => escapeLogLine(clip(line, maxLineLength2));
    this.#lastLineMs = this.#clock.now();
    this.#runner.group(clean(title), lines2.map(clean));
  }
  get isDebug() {
    return this.#runner.isDebug();
  }
  error(...lines2) {
    this.#annotate("error", lines2);
  }
  /** The runner drops annotations beyond its limit: they become lines of the log. */
  #annotate(level, lines2) {
    this.#lastLineMs = this.#clock.now();
    if (this.#annotations[level] < maxAnnotations) {
      this.#annotations[level] += 1;
      this.#runner[level](clip(lines2.map(escapeLogLine).join("\n"), maxAnnotationLength));
    } else {
      this.info(`${level}: ${lines2.join(" ")}`);
    }
  }
  /** The report of one offer. @param isOnly the lines need not name the offer */
  offer(result, isOnly, context) {
    const record2 = new OfferRecord(result, context);
    this.#offers.push(record2);
    const log = new OfferLog({
      log: this,
      clock: this.#clock,
      startMs: this.#startMs,
      name: isOnly ? "" : displayName(result),
      isQuiet: () => this.#clock.now() >= this.#lastLineMs + quietMs,
      countOpen: () => this.#results().filter(({ endedAt }) => endedAt === "").length,
      onAccepted: () => this.#tryOutputs()
    });
    this.#logs.set(result, log);
    return {
      info: (line) => log.info(line),
      warning: (line) => log.warning(line),
      onAccepted: (result2) => log.onAccepted(result2),
      onStatus: (snapshot) => {
        record2.onStatus(snapshot, this.#clock.epoch());
        log.onStatus(snapshot);
      },
      onPause: (pauseMs) => log.onPause(pauseMs),
      onRetry: (failure2) => {
        record2.onRetry(failure2);
        log.onRetry(failure2);
      },
      onFailure: (failure2) => record2.onFailure(failure2)
    };
  }
  /**
   * Writes what must not be lost. If that fails, the go-live runs all the same: the end of the run writes the outputs
   * again, and fails if it must.
   */
  #tryOutputs() {
    try {
      this.#writeOutputs(renderUrgentOutputs(this.#results()));
    } catch (error2) {
      this.warning(`The outputs could not be written yet. ${errorMessage(error2)}`);
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
  async rejectInputs({ kind, message, problems: problems2 }) {
    if (problems2.length === 1) {
      this.error(message);
    } else {
      this.error("Invalid inputs:", ...problems2);
    }
    try {
      this.#writeOutputs({ ...renderOutputs([]), "failure-kind": kind, message: oneLine(message) });
    } catch (error2) {
      this.error(outputsNotWritten(error2));
    }
    await this.#writeSummary(renderInputProblems(problems2));
  }
  /** The end of one offer: its details and a line of the log. @param isSuccess whether this result may end green */
  endOffer(result, isSuccess3) {
    const { status, failureKind, message } = result;
    this.#logs.get(result)?.end();
    const elapsed = formatDuration(this.#clock.now() - this.#startMs);
    const kind = failureKind && `, ${failureKind}`;
    const line = `${displayName(result)}: ${message} (${status}${kind}; after ${elapsed}, ${formatTime(this.#clock.epoch())})`;
    if (!isSuccess3) {
      this.error(line);
    } else if (failureKind) {
      this.warning(line);
    } else {
      this.info(line);
    }
  }
  /**
   * The end of the run: the outputs and the summary. If the outputs cannot be written, each offer that had no failure has
   * one now: a workflow that goes by the outputs would go wrong.
   */
  async end() {
    try {
      this.#writeOutputs(renderOutputs(this.#results()));
    } catch (error2) {
      const message = outputsNotWritten(error2);
      this.error(message);
      for (const result of this.#results().filter(({ failureKind }) => failureKind === "")) {
        result.failureKind = "service";
        result.message = oneLine(`${message} ${result.message}`);
      }
    }
    await this.#writeSummary(renderSummary(this.#offers));
  }
  async #writeSummary(html) {
    try {
      await this.#runner.summary(html);
    } catch (error2) {
      this.warning(`The job summary could not be written. ${errorMessage(error2)}`);
    }
  }
};
function outputsNotWritten(error2) {
  return `The outputs could not be written (service): check the disk of the runner. ${errorMessage(error2)}`;
}

// src/main.ts
async function run(outside) {
  const world = { ...outside, runner: redactingRunner(outside.runner) };
  const report = new Report(world.runner, world.clock);
  let inputs2;
  try {
    inputs2 = readInputs(world.runner, world.environmentProblems);
  } catch (error2) {
    if (error2 instanceof InputError) {
      await report.rejectInputs(error2);
      return 1;
    }
    throw error2;
  }
  report.info(announce(inputs2, world.clock));
  const connect4 = createConnections(world, inputs2, report);
  const runs = inputs2.targets.map((target) => createRun(world, inputs2, report, connect4, target));
  const isGreen = (result) => isSuccess(result, inputs2.failOnTimeout);
  const stories = runs.map(async (run2) => {
    await goLive(run2);
    report.endOffer(run2.result, isGreen(run2.result));
  });
  await Promise.race([Promise.all(stories), world.stalled]);
  for (const run2 of runs.filter(({ result }) => result.endedAt === "")) {
    abandon(run2);
    report.endOffer(run2.result, false);
  }
  await report.end();
  return runs.every(({ result }) => isGreen(result)) ? 0 : 1;
}
function announce({ mode, targets, credentials, wait, timeoutMs, baseUrlOf: baseUrlOf2 }, clock) {
  const names = targets.map((target) => target.offer || !target.operationUrl ? displayName(target) : target.operationUrl.href).join(", ");
  const what = {
    "go-live": `Taking ${names} live`,
    follow: `Following ${names}`,
    check: `Checking ${names}`
  }[mode];
  const endMs = clock.epoch() + timeoutMs;
  const day2 = (epochMs) => new Date(epochMs).toISOString().slice(0, 10);
  const end = formatTime(endMs, day2(endMs) !== day2(clock.epoch()));
  const until = `; waiting until ${end} (${formatDuration(timeoutMs)})`;
  const [api, ...others] = new Set(targets.map(({ api: api2 }) => api2?.name));
  const through = api && others.length === 0 ? ` via ${api} at ${baseUrlOf2(api)}` : "";
  return `${what}${through}, with ${describeCredentials(credentials)}${wait && mode !== "check" ? until : ""}.`;
}
function createConnections(world, inputs2, report) {
  const connections = /* @__PURE__ */ new Map();
  const limit = createRequestLimit();
  return (name) => {
    const connection = connections.get(name) ?? connectTo(name, limit, world, inputs2, report);
    connections.set(name, connection);
    return connection;
  };
}
function connectTo(name, limit, world, inputs2, report) {
  const { connect: connect4, hint, kind, scope } = apis[name];
  const baseUrl2 = inputs2.baseUrlOf(name);
  const credential = createCredential(inputs2.credentials, {
    ...world,
    log: report,
    scope,
    waitMs: inputs2.wait && inputs2.mode !== "check" ? inputs2.timeoutMs : 0
  });
  const client = new ApiClient({
    transport: world.transport,
    clock: world.clock,
    credential,
    baseUrl: new URL(baseUrl2),
    hint,
    kind,
    log: report,
    limit
  });
  return connect4(client, baseUrl2, (line) => report.warning(line));
}
function createRun(world, inputs2, report, connect4, { api, operationUrl: operationUrl2, ...target }) {
  const { clock, random, signal } = world;
  const given = api && operationUrl2 && apis[api.name].parseOperationUrl(operationUrl2, inputs2.baseUrlOf(api.name));
  const named = given?.offer ?? { publisher: "", offer: "" };
  const offer = { publisher: target.publisher || named.publisher, offer: target.offer || named.offer };
  const status = inputs2.mode === "go-live" ? "not-started" : "unknown";
  const result = { ...newResult(offer, api?.name ?? "", status, clock.epoch()), portalUrl };
  const listener = report.offer(result, inputs2.targets.length === 1, {
    mode: inputs2.mode,
    followInputs: inputs2.followInputs
  });
  const startMs = clock.now();
  const context = {
    offer,
    operation: given?.operation,
    settings: {
      mode: inputs2.mode,
      wait: inputs2.wait,
      waitForPreview: inputs2.waitForPreview,
      failOnBlocked: inputs2.failOnBlocked,
      fixedPollMs: inputs2.pollIntervalMs
    },
    clock,
    random,
    deadline: { signal, atMs: startMs + inputs2.timeoutMs },
    startMs,
    listener,
    result
  };
  if (!api) {
    return { ...context, finder: createFinder(connect4, offer) };
  }
  if (api.reason) {
    listener.info(api.reason);
  }
  return routeTo(connect4(api.name), context);
}

// src/model/clock.ts
var maxTimerMs = 2 ** 31 - 1;
var realClock = {
  now: () => performance.now(),
  epoch: () => Date.now(),
  async sleep(ms, signal) {
    const endMs = performance.now() + ms;
    for (let leftMs = ms; leftMs > 0 && !signal.aborted; leftMs = endMs - performance.now()) {
      await timer(Math.min(Math.ceil(leftMs), maxTimerMs), signal);
    }
  }
};
function timer(ms, signal) {
  return new Promise((resolve2) => {
    const end = () => {
      clearTimeout(timeout);
      signal.removeEventListener("abort", end);
      resolve2();
    };
    const timeout = setTimeout(end, ms);
    signal.addEventListener("abort", end, { once: true });
  });
}

// node_modules/@actions/core/lib/command.js
var os = __toESM(require_os(), 1);

// node_modules/@actions/core/lib/utils.js
function toCommandValue(input2) {
  if (input2 === null || input2 === void 0) {
    return "";
  } else if (typeof input2 === "string" || input2 instanceof String) {
    return input2;
  }
  return JSON.stringify(input2);
}
function toCommandProperties(annotationProperties) {
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

// node_modules/@actions/core/lib/command.js
function issueCommand(command, properties, message) {
  const cmd = new Command(command, properties, message);
  process.stdout.write(cmd.toString() + os.EOL);
}
function issue(name, message = "") {
  issueCommand(name, {}, message);
}
var CMD_STRING = "::";
var Command = class {
  constructor(command, properties, message) {
    if (!command) {
      command = "missing.command";
    }
    this.command = command;
    this.properties = properties;
    this.message = message;
  }
  toString() {
    let cmdStr = CMD_STRING + this.command;
    if (this.properties && Object.keys(this.properties).length > 0) {
      cmdStr += " ";
      let first = true;
      for (const key in this.properties) {
        if (this.properties.hasOwnProperty(key)) {
          const val = this.properties[key];
          if (val) {
            if (first) {
              first = false;
            } else {
              cmdStr += ",";
            }
            cmdStr += `${key}=${escapeProperty(val)}`;
          }
        }
      }
    }
    cmdStr += `${CMD_STRING}${escapeData(this.message)}`;
    return cmdStr;
  }
};
function escapeData(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A");
}
function escapeProperty(s) {
  return toCommandValue(s).replace(/%/g, "%25").replace(/\r/g, "%0D").replace(/\n/g, "%0A").replace(/:/g, "%3A").replace(/,/g, "%2C");
}

// node_modules/@actions/core/lib/file-command.js
var crypto = __toESM(require_crypto(), 1);
var fs = __toESM(require_fs(), 1);
var os2 = __toESM(require_os(), 1);
function issueFileCommand(command, message) {
  const filePath = process.env[`GITHUB_${command}`];
  if (!filePath) {
    throw new Error(`Unable to find environment variable for file command ${command}`);
  }
  if (!fs.existsSync(filePath)) {
    throw new Error(`Missing file at path: ${filePath}`);
  }
  fs.appendFileSync(filePath, `${toCommandValue(message)}${os2.EOL}`, {
    encoding: "utf8"
  });
}
function prepareKeyValueMessage(key, value) {
  const delimiter = `ghadelimiter_${crypto.randomUUID()}`;
  const convertedValue = toCommandValue(value);
  if (key.includes(delimiter)) {
    throw new Error(`Unexpected input: name should not contain the delimiter "${delimiter}"`);
  }
  if (convertedValue.includes(delimiter)) {
    throw new Error(`Unexpected input: value should not contain the delimiter "${delimiter}"`);
  }
  return `${key}<<${delimiter}${os2.EOL}${convertedValue}${os2.EOL}${delimiter}`;
}

// node_modules/@actions/core/lib/core.js
var os4 = __toESM(require_os(), 1);

// node_modules/@actions/core/lib/summary.js
var import_os = __toESM(require_os(), 1);
var import_fs = __toESM(require_fs(), 1);
var __awaiter2 = function(thisArg, _arguments, P, generator) {
  function adopt(value) {
    return value instanceof P ? value : new P(function(resolve2) {
      resolve2(value);
    });
  }
  return new (P || (P = Promise))(function(resolve2, reject) {
    function fulfilled(value) {
      try {
        step(generator.next(value));
      } catch (e) {
        reject(e);
      }
    }
    function rejected(value) {
      try {
        step(generator["throw"](value));
      } catch (e) {
        reject(e);
      }
    }
    function step(result) {
      result.done ? resolve2(result.value) : adopt(result.value).then(fulfilled, rejected);
    }
    step((generator = generator.apply(thisArg, _arguments || [])).next());
  });
};
var { access, appendFile, writeFile } = import_fs.promises;
var SUMMARY_ENV_VAR = "GITHUB_STEP_SUMMARY";
var Summary = class {
  constructor() {
    this._buffer = "";
  }
  /**
   * Finds the summary file path from the environment, rejects if env var is not found or file does not exist
   * Also checks r/w permissions.
   *
   * @returns step summary file path
   */
  filePath() {
    return __awaiter2(this, void 0, void 0, function* () {
      if (this._filePath) {
        return this._filePath;
      }
      const pathFromEnv = process.env[SUMMARY_ENV_VAR];
      if (!pathFromEnv) {
        throw new Error(`Unable to find environment variable for $${SUMMARY_ENV_VAR}. Check if your runtime environment supports job summaries.`);
      }
      try {
        yield access(pathFromEnv, import_fs.constants.R_OK | import_fs.constants.W_OK);
      } catch (_a) {
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
  wrap(tag2, content, attrs = {}) {
    const htmlAttrs = Object.entries(attrs).map(([key, value]) => ` ${key}="${value}"`).join("");
    if (!content) {
      return `<${tag2}${htmlAttrs}>`;
    }
    return `<${tag2}${htmlAttrs}>${content}</${tag2}>`;
  }
  /**
   * Writes text in the buffer to the summary buffer file and empties buffer. Will append by default.
   *
   * @param {SummaryWriteOptions} [options] (optional) options for write operation
   *
   * @returns {Promise<Summary>} summary instance
   */
  write(options) {
    return __awaiter2(this, void 0, void 0, function* () {
      const overwrite = !!(options === null || options === void 0 ? void 0 : options.overwrite);
      const filePath = yield this.filePath();
      const writeFunc = overwrite ? writeFile : appendFile;
      yield writeFunc(filePath, this._buffer, { encoding: "utf8" });
      return this.emptyBuffer();
    });
  }
  /**
   * Clears the summary buffer and wipes the summary file
   *
   * @returns {Summary} summary instance
   */
  clear() {
    return __awaiter2(this, void 0, void 0, function* () {
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
    this._buffer = "";
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
  addRaw(text2, addEOL = false) {
    this._buffer += text2;
    return addEOL ? this.addEOL() : this;
  }
  /**
   * Adds the operating system-specific end-of-line marker to the buffer
   *
   * @returns {Summary} summary instance
   */
  addEOL() {
    return this.addRaw(import_os.EOL);
  }
  /**
   * Adds an HTML codeblock to the summary buffer
   *
   * @param {string} code content to render within fenced code block
   * @param {string} lang (optional) language to syntax highlight code
   *
   * @returns {Summary} summary instance
   */
  addCodeBlock(code2, lang) {
    const attrs = Object.assign({}, lang && { lang });
    const element = this.wrap("pre", this.wrap("code", code2), attrs);
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
    const tag2 = ordered ? "ol" : "ul";
    const listItems2 = items.map((item) => this.wrap("li", item)).join("");
    const element = this.wrap(tag2, listItems2);
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
    const tableBody = rows.map((row2) => {
      const cells = row2.map((cell) => {
        if (typeof cell === "string") {
          return this.wrap("td", cell);
        }
        const { header, data, colspan, rowspan } = cell;
        const tag2 = header ? "th" : "td";
        const attrs = Object.assign(Object.assign({}, colspan && { colspan }), rowspan && { rowspan });
        return this.wrap(tag2, data, attrs);
      }).join("");
      return this.wrap("tr", cells);
    }).join("");
    const element = this.wrap("table", tableBody);
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
  addDetails(label2, content) {
    const element = this.wrap("details", this.wrap("summary", label2) + content);
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
    const attrs = Object.assign(Object.assign({}, width && { width }), height && { height });
    const element = this.wrap("img", null, Object.assign({ src, alt }, attrs));
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
  addHeading(text2, level) {
    const tag2 = `h${level}`;
    const allowedTag = ["h1", "h2", "h3", "h4", "h5", "h6"].includes(tag2) ? tag2 : "h1";
    const element = this.wrap(allowedTag, text2);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML thematic break (<hr>) to the summary buffer
   *
   * @returns {Summary} summary instance
   */
  addSeparator() {
    const element = this.wrap("hr", null);
    return this.addRaw(element).addEOL();
  }
  /**
   * Adds an HTML line break (<br>) to the summary buffer
   *
   * @returns {Summary} summary instance
   */
  addBreak() {
    const element = this.wrap("br", null);
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
  addQuote(text2, cite) {
    const attrs = Object.assign({}, cite && { cite });
    const element = this.wrap("blockquote", text2, attrs);
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
  addLink(text2, href) {
    const element = this.wrap("a", text2, { href });
    return this.addRaw(element).addEOL();
  }
};
var _summary = new Summary();
var summary = _summary;

// node_modules/@actions/core/lib/platform.js
var import_os2 = __toESM(require_os(), 1);

// node_modules/@actions/io/lib/io-util.js
var fs2 = __toESM(require_fs(), 1);
var { chmod, copyFile, lstat, mkdir, open, readdir, rename, rm, rmdir, stat, symlink, unlink } = fs2.promises;
var IS_WINDOWS = process.platform === "win32";
var READONLY = fs2.constants.O_RDONLY;

// node_modules/@actions/exec/lib/toolrunner.js
var IS_WINDOWS2 = process.platform === "win32";

// node_modules/@actions/core/lib/platform.js
var platform = import_os2.default.platform();
var arch = import_os2.default.arch();

// node_modules/@actions/core/lib/core.js
var ExitCode;
(function(ExitCode2) {
  ExitCode2[ExitCode2["Success"] = 0] = "Success";
  ExitCode2[ExitCode2["Failure"] = 1] = "Failure";
})(ExitCode || (ExitCode = {}));
function setSecret(secret2) {
  issueCommand("add-mask", {}, secret2);
}
function setOutput(name, value) {
  const filePath = process.env["GITHUB_OUTPUT"] || "";
  if (filePath) {
    return issueFileCommand("OUTPUT", prepareKeyValueMessage(name, value));
  }
  process.stdout.write(os4.EOL);
  issueCommand("set-output", { name }, toCommandValue(value));
}
function isDebug() {
  return process.env["RUNNER_DEBUG"] === "1";
}
function debug(message) {
  issueCommand("debug", {}, message);
}
function error(message, properties = {}) {
  issueCommand("error", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function warning2(message, properties = {}) {
  issueCommand("warning", toCommandProperties(properties), message instanceof Error ? message.toString() : message);
}
function info2(message) {
  process.stdout.write(message + os4.EOL);
}
function startGroup(name) {
  issue("group", name);
}
function endGroup() {
  issue("endgroup");
}

// src/runner.ts
var githubRunner = {
  // core.getInput does not tell an empty input from one that is not there. Its name: actions/runner, Handler.cs.
  input: (name) => process.env[`INPUT_${name.toUpperCase()}`],
  mask: setSecret,
  idTokenSource() {
    const requestUrl = process.env["ACTIONS_ID_TOKEN_REQUEST_URL"];
    const requestToken = process.env["ACTIONS_ID_TOKEN_REQUEST_TOKEN"];
    return requestUrl && requestToken ? { requestUrl, requestToken } : void 0;
  },
  info: info2,
  warning: (text2) => warning2(text2),
  error: (text2) => error(text2),
  debug,
  isDebug,
  group(title, lines2) {
    startGroup(title);
    for (const line of lines2) {
      info2(line);
    }
    endGroup();
  },
  output: setOutput,
  async summary(html) {
    if (process.env["GITHUB_STEP_SUMMARY"]) {
      await summary.emptyBuffer().addRaw(html, true).write({ overwrite: true });
    }
  }
};

// src/index.ts
var isSuccess2 = false;
var hasCrashed = false;
process.on("exit", () => {
  process.exitCode = isSuccess2 && !hasCrashed ? 0 : 1;
});
(0, import_node_v8.setFlagsFromString)("--optimize-for-size");
process.noDeprecation = true;
var stop = new AbortController();
for (const name of ["SIGINT", "SIGTERM", "SIGBREAK"]) {
  process.on(name, () => stop.abort(interrupted(name)));
}
process.on("uncaughtException", (error2) => {
  if (hasCrashed) {
    return;
  }
  hasCrashed = true;
  githubRunner.error(escapeLogLine(internalError(error2).message));
  stop.abort(new Failure("unknown-outcome", "An internal error of this action ended the run."));
});
var stalled = Promise.withResolvers();
process.on("beforeExit", () => {
  if (stop.signal.aborted) {
    stalled.resolve();
  } else {
    stop.abort(internalError("Nothing is left to wait for."));
    setImmediate(() => {
    });
  }
});
var { problems, changes } = readNetworkSettings(process.env);
Object.assign(process.env, changes);
isSuccess2 = await run({
  runner: githubRunner,
  clock: realClock,
  transport: httpTransport,
  random: Math.random,
  signal: stop.signal,
  stalled: stalled.promise,
  environmentProblems: problems
}) === 0;
