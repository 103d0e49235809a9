import { readFileSync } from 'node:fs';
import { compileExpression } from '../../../sync-worker/src/mapping/expression';

const asked = JSON.parse( readFileSync( 0, 'utf8' ) ) as [ string, Record< string, unknown > ][];
void Promise.all( asked.map( ( [ source, record ] ) => compileExpression( source ).evaluate( record ) ) ).then( ( answers ) =>
	process.stdout.write( JSON.stringify( answers ) )
);
