// An agency's OpenID provider, for tests: whoever types a card number is that officer. The first argument is a JSON
// text {clients: […]}; prints its issuer when it listens, and ends with its standard input.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";

import Provider from "oidc-provider";

const { clients } = JSON.parse(process.argv[2]);
const key = (type, options, alg) => ({
  ...generateKeyPairSync(type, options).privateKey.export({ format: "jwk" }),
  alg,
  use: "sig",
  kid: alg,
});
const algorithms = ["RS256", "PS256", "ES256", "Ed25519"];

const server = createServer();
server.listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    clients,
    jwks: {
      keys: [
        key("rsa", { modulusLength: 2048 }, "RS256"),
        key("rsa", { modulusLength: 2048 }, "PS256"),
        key("ec", { namedCurve: "P-256" }, "ES256"),
        key("ed25519", {}, "Ed25519"),
      ],
    },
    cookies: { keys: ["only a test"] },
    pkce: { required: () => true },
    features: { backchannelLogout: { enabled: true } },
    // It refuses to ask its own machine, where the hub of the tests is.
    fetch: (url, { dispatcher, ...options }) => fetch(url, options),
    claims: { openid: ["sub"], staff: ["employee_number"] },
    // As providers of agencies do it: what the scopes give stands in the ID token.
    conformIdTokenClaims: false,
    enabledJWA: { idTokenSigningAlgValues: algorithms, clientAuthSigningAlgValues: algorithms },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id, employee_number: id.replace(/^no-/, "") }) }),
  });
  server.on("request", provider.callback());
  process.stdout.write(`${issuer}\n`);
});
process.stdin.resume().on("end", () => process.exit(0));
