/**
 * Some sites run React 18 (WordPress 6.8), some 19: the tests of admin-src run under both.
 * Finds an installed `react` and `react-dom` of a major version, wherever npm put them.
 */
const { existsSync } = require( 'node:fs' );
const { join, resolve } = require( 'node:path' );

const modules = resolve( __dirname, '../../node_modules' );
const places = ( name, major ) =>
	[ name, `${ name }-${ major }`, `@wordpress/babel-preset-default/node_modules/${ name }` ].map( ( place ) => join( modules, place ) );

function find( name, major ) {
	const found = places( name, major ).find(
		( folder ) => existsSync( join( folder, 'package.json' ) ) && require( join( folder, 'package.json' ) ).version.startsWith( `${ major }.` )
	);
	if ( found === undefined ) {
		throw new Error( `${ name } ${ major } is not installed: npm ci` );
	}
	return found;
}

/** For `moduleNameMapper`: one React for everything a test loads. */
exports.reactModules = ( major ) => ( {
	'^react$': find( 'react', major ),
	'^react/(.*)$': `${ find( 'react', major ) }/$1`,
	'^react-dom$': find( 'react-dom', major ),
	'^react-dom/(.*)$': `${ find( 'react-dom', major ) }/$1`,
} );
