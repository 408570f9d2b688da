// Types of both HTTP interfaces, generated from the documents that the servers serve.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import openapiTS, { astToString } from 'openapi-typescript';

const web = join(dirname(fileURLToPath(import.meta.url)), '..');
mkdirSync(join(web, 'target/types'), { recursive: true });
for (const server of ['hub', 'edge']) {
  const document = readFileSync(join(web, '..', server, 'src/main/resources/static/openapi.yaml'), 'utf8');
  writeFileSync(join(web, 'target/types', `${server}.ts`), astToString(await openapiTS(document)));
}
