// Plain entry: registers the TypeScript loader, then hands over.
import { createRequire } from 'node:module';

// The CommonJS loader: the package has no "type", so a .ts file is CommonJS to Node.
const require = createRequire( import.meta.url );
require( 'tsx/cjs' );
require( './cli.ts' );
