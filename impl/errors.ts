/**
 * The errors that may reach a client. Every layer throws these (or lets a system error pass,
 * which becomes a 500); only `http/` turns them into a status and a body.
 *
 * The message is the whole human sentence and names the thing ("no container with name or ID
 * \"web\" found: no such container"); `rootCause` is the short fixed text that Podman sends as
 * `cause` ("no such container") and defaults to the message.
 */
export class RefpodError extends Error {
  readonly status: number;
  readonly rootCause: string;

  constructor(
    status: number,
    message: string,
    options: { rootCause?: string; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = new.target.name;
    this.status = status;
    this.rootCause = options.rootCause ?? message;
  }
}

type Options = { rootCause?: string; cause?: unknown };

/** 304: the thing is already in the wanted state (start a running container). */
export class NotModified extends RefpodError {
  constructor(message: string, options?: Options) {
    super(304, message, options);
  }
}

/** 400: a parameter, filter, header or body is wrong; the message names it. */
export class BadParameter extends RefpodError {
  constructor(message: string, options?: Options) {
    super(400, message, options);
  }
}

/** 401: a registry wants other credentials. */
export class Unauthorized extends RefpodError {
  constructor(message: string, options?: Options) {
    super(401, message, options);
  }
}

/** 403: allowed to nobody (a write into a read-only root file system). */
export class Forbidden extends RefpodError {
  constructor(message: string, options?: Options) {
    super(403, message, options);
  }
}

/** 404: no such object. Use the helper of its kind below. */
export class NotFound extends RefpodError {
  constructor(message: string, options?: Options) {
    super(404, message, options);
  }
}

/** 409: the object's state, or another object, stands against the request. */
export class Conflict extends RefpodError {
  constructor(message: string, options?: Options) {
    super(409, message, options);
  }
}

/** 500: the engine or the host failed. */
export class InternalError extends RefpodError {
  constructor(message: string, options?: Options) {
    super(500, message, options);
  }
}

/** 501: in the document, but this host or this version cannot do it; the message says why. */
export class NotSupported extends RefpodError {
  constructor(message: string, options?: Options) {
    super(501, message, options);
  }
}
