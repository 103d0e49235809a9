/**
 * The licences of what esbuild put into the worker, read from the packages themselves.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { repository } from './cache.mjs';
import { StackFailure } from './say.mjs';

/** The package folders of which something is in the output, nested ones included. */
function packagesOf( metafile ) {
	const inputs = Object.values( metafile.outputs ).flatMap( ( output ) => Object.entries( output.inputs ) );
	const used = inputs.filter( ( [ , { bytesInOutput } ] ) => bytesInOutput > 0 ).map( ( [ path ] ) => path );
	const folders = used.map( ( path ) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec( path.replaceAll( '\\', '/' ) )?.[ 0 ] );
	return [ ...new Set( folders.filter( Boolean ) ) ].sort();
}

function noticeOf( folder ) {
	const full = join( repository, folder );
	const { name, version, license, author, homepage } = JSON.parse( readFileSync( join( full, 'package.json' ), 'utf8' ) );
	const texts = readdirSync( full )
		.filter( ( file ) => /^(licen[cs]e|copying|notice)/i.test( file ) )
		.sort()
		.map( ( file ) => readFileSync( join( full, file ), 'utf8' ).trim() );
	const by = typeof author === 'string' ? author : author?.name;
	const head = [ `${ name } ${ version }`, `Licence: ${ license ?? 'see below' }`, by && `By: ${ by }`, homepage && `Home: ${ homepage }` ].filter( Boolean );
	return `${ head.join( '\n' ) }\n\n${ texts.join( '\n\n' ) || 'The package carries no licence text of its own; its licence is the one named above.' }\n`;
}

const preamble = `Callboard for Salesforce is distributed under the GNU General Public License, version 2 or later.
Its file worker/callboard-worker.js contains the packages below, each under its own licence.
Packages under the Apache License 2.0 make that file available under version 3 of the GPL,
which the words "or later" permit.
`;

export function thirdPartyNotices( metafile ) {
	const folders = packagesOf( metafile );
	if ( folders.length === 0 ) {
		throw new StackFailure( 'The worker’s metafile names no package: the notices would be empty.' );
	}
	return [ preamble, ...folders.filter( ( folder ) => existsSync( join( repository, folder, 'package.json' ) ) ).map( noticeOf ) ].join(
		`\n${ '-'.repeat( 80 ) }\n\n`
	);
}
