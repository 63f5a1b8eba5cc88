// Opens a special account, draws up a budget and reads it back, over mutual TLS.
//
//   npm ci && node budget.mjs --target 127.0.0.1:50051 --pki ../../var/dev/pki --project P8 \
//     --protos ../../protos --googleapis /usr/share/gocode/src/github.com/gogo/googleapis
import assert from "node:assert/strict";
import { createHash, createPrivateKey, randomUUID, sign, X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseArgs } from "node:util";
import grpc from "@grpc/grpc-js";
import loader from "@grpc/proto-loader";

const { values: options } = parseArgs({
  options: {
    target: { type: "string", default: "127.0.0.1:50051" },
    pki: { type: "string" },
    project: { type: "string", default: "P8" },
    protos: { type: "string" },
    googleapis: { type: "string" },
  },
});

// Which person stands behind a write: signed by the officer's key, bound to the certificate.
function officerToken(agency, officer, service) {
  const key = createPrivateKey(readFileSync(`${options.pki}/officers/${officer}.pem`));
  const der = new X509Certificate(readFileSync(`${options.pki}/agencies/${agency}.pem`)).raw;
  const now = Math.floor(Date.now() / 1000);
  const claims = {
    sub: officer,
    agency,
    aud: service,
    iat: now,
    exp: now + 300,
    cnf: { "x5t#S256": createHash("sha256").update(der).digest("base64url") },
  };
  const signed = [{ alg: "EdDSA", typ: "JWT", kid: `dev-${officer}-1` }, claims]
    .map((part) => Buffer.from(JSON.stringify(part)).toString("base64url"))
    .join(".");
  return `${signed}.${sign(null, Buffer.from(signed), key).toString("base64url")}`;
}

const definition = loader.loadSync(
  ["liandong/funds/v1/fund.proto", "liandong/funds/v1/budget.proto"],
  { includeDirs: [options.protos, options.googleapis], keepCase: true, longs: String, enums: String },
);
const { funds } = grpc.loadPackageDefinition(definition).liandong;

function connect(Service, agency) {
  const read = (name) => readFileSync(`${options.pki}/${name}`);
  const credentials = grpc.credentials.createSsl(
    read("ca.pem"), read(`agencies/${agency}.key`), read(`agencies/${agency}.pem`));
  // The server's certificate names the service, whatever address it is reached by.
  return new Service(options.target, credentials, { "grpc.ssl_target_name_override": "funds" });
}

function call(client, method, agency, officer, request) {
  const metadata = new grpc.Metadata();
  metadata.set("authorization", `Bearer ${officerToken(agency, officer, "funds")}`);
  return new Promise((resolve, reject) => {
    client[method](request, metadata, { deadline: Date.now() + 10_000 },
      (error, answer) => (error ? reject(error) : resolve(answer)));
  });
}

const parent = `projects/${options.project}`;
const accounts = connect(funds.v1.FundService, "hsb");
const budgets = connect(funds.v1.BudgetService, "hsb");
const finance = connect(funds.v1.BudgetService, "fin");

const opened = await call(accounts, "OpenProjectFund", "hsb", "hsb-1", {
  parent,
  request_id: randomUUID(),
  fund: {
    territory: "431103", bank: "bank", investor: "cig", supervision_agreement: "示例监管协议2号",
    account_number: String(BigInt("0x" + randomUUID().slice(0, 8)) + 10n ** 15n),
  },
});
console.log("opened", opened.name, "etag", opened.etag);

const create = {
  parent,
  budget_id: "v1",
  request_id: randomUUID(),
  budget: {
    estimate_document: "概算示例2号",
    lines: [{ purpose: "PURPOSE_COMPENSATION", submitted_fen: "741000000" }],
  },
};
const created = await call(budgets, "CreateBudget", "hsb", "hsb-1", create);
// The same request id again: the same answer, no second budget.
assert.deepEqual(await call(budgets, "CreateBudget", "hsb", "hsb-1", create), created);
console.log("created", created.name, "made by", created.maker);

await assert.rejects(call(finance, "CreateBudget", "fin", "fin-1", create),
  (error) => error.code === grpc.status.PERMISSION_DENIED);
console.log("refused PERMISSION_DENIED");

const read = await call(finance, "GetBudget", "fin", "fin-1", { name: created.name });
assert.deepEqual(read, created);
console.log("read", read.lines[0].purpose, read.lines[0].submitted_fen);
for (const client of [accounts, budgets, finance]) client.close();
