// Runs every audit of the GraphQL-over-HTTP specification against HUB_URL as the bearer of HUB_TOKEN; prints JSON.
import { serverAudits } from "graphql-http";

const authorization = `Bearer ${process.env.HUB_TOKEN}`;
const fetchFn = (url, options = {}) =>
  fetch(url, { ...options, headers: { ...options.headers, authorization } });

const results = [];
for (const audit of serverAudits({ url: process.env.HUB_URL, fetchFn })) {
  const { id, name, status, reason } = await audit.fn();
  results.push({ id, name, status, reason });
}
console.log(JSON.stringify(results));
