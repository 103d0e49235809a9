import { readFileSync } from 'node:fs';
import path from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';

const folder = path.resolve( __dirname, '../../../plugin/contract' );
const ajv = new Ajv( { allowUnionTypes: true } );
addFormats( ajv, [ 'uuid', 'uri' ] );
const validators = new Map< string, ValidateFunction >();

/** The schema itself is the judge of both sides, read from its file and not from generated code. */
export function contractProblems( name: string, data: unknown ): string {
	let validate = validators.get( name );
	if ( ! validate ) {
		const { $schema: _draft, ...schema } = JSON.parse( readFileSync( path.join( folder, `${ name }.schema.json` ), 'utf8' ) );
		validate = ajv.compile( schema );
		validators.set( name, validate );
	}
	return validate( data ) ? '' : `${ name }: ${ ajv.errorsText( validate.errors ) }`;
}
