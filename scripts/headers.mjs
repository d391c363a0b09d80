// The security headers of a deployment, in one place: the preview server sends
// them, the post-build step writes the policy into index.html, and README tells
// deployers to set them.

// No other origin at run time, no inline script or style, and of eval only what
// compiling WebAssembly needs.
const policy = {
  "default-src": "'none'",
  "script-src": "'self' 'wasm-unsafe-eval'",
  "style-src": "'self'",
  "img-src": "'self' blob: data:",
  "connect-src": "'self'",
  "worker-src": "'self'",
  "manifest-src": "'self'",
  "base-uri": "'self'",
  "form-action": "'none'",
};

const write = (directives) =>
  Object.entries(directives)
    .map(([name, value]) => `${name} ${value}`)
    .join("; ");

/** The policy as a <meta> element may state it. */
export const metaPolicy = write(policy);

/** Every header that a deployment sets. Only a header can forbid framing. */
export const headers = {
  "Content-Security-Policy": write({ ...policy, "frame-ancestors": "'none'" }),
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
};

/** How long a browser may keep a file: hashed names for ever, all others never unasked. */
export const cacheControl = (path) =>
  /-[0-9a-f]{8,}(_bg)?\.[a-z]+$/.test(path) ? "public, max-age=31536000, immutable" : "no-cache";
