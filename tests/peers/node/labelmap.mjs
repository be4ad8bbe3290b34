// labelmap.mjs for tests: reads a file, and writes what it read again. One JSON object a line, both
// ways: {input, experimental?, output?, transferSyntax?, photometric?, bits?, sources?, volume?} is
// answered with the model, whose labels are bytes in base64, or with {refused}.
import { createInterface } from "node:readline";
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

for (const method of ["log", "info", "debug", "warn"]) console[method] = console.error;
const folder = new URL("../../../conformance/adapters/js-labelmap/", import.meta.url);
const { readSegmentation, writeSegmentation } = await import(new URL("labelmap.mjs", folder));
const { nodeCodecs, nodeEncoders } = await import(new URL("codecs.mjs", folder));
const require = createRequire(folder);
const [codecs, encoders] = [nodeCodecs(require), await nodeEncoders(require)];

async function exchange(request) {
  const { input, output, sources = [], experimental = false, volume, ...options } = request;
  const model = await readSegmentation(readFileSync(input), { codecs, experimental });
  if (output) {
    const files = sources.map((source) => readFileSync(source));
    const all = { ...options, experimental, sources: files, encoders };
    writeFileSync(output, writeSegmentation(volume ? { ...model, volume } : model, all));
  }
  const { labels, matrix, combinations, instances, layout, ...rest } = model;
  return {
    ...rest,
    labels: sent(labels),
    matrix: matrix && sent(matrix),
    combinations: combinations && Object.fromEntries(combinations),
    instances: instances && {
      segments: [...instances.segments],
      identifiers: instances.identifiers && Array.from(instances.identifiers, String),
    },
    transferSyntax: layout.transferSyntax,
  };
}

const sent = ({ data, shape }) => ({
  data: Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString("base64"),
  dtype: `<u${data.BYTES_PER_ELEMENT}`,
  shape,
});

for await (const line of createInterface({ input: process.stdin })) {
  let reply;
  try {
    reply = await exchange(JSON.parse(line));
  } catch (problem) {
    const { code = null, feature = null } = problem;
    reply = { refused: String(problem.stack), code, feature };
  }
  process.stdout.write(`${JSON.stringify(reply)}\n`);
}
