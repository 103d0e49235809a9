/**
 * Builds `settings`, `editor` and every block folder into plugin/build.
 * React and all @wordpress packages WordPress ships stay externals (the default of wp-scripts).
 */
const { existsSync } = require( 'node:fs' );
const { resolve } = require( 'node:path' );
const defaults = require( '@wordpress/scripts/config/webpack.config' );

const screens = {
	settings: resolve( __dirname, 'settings/index.tsx' ),
	editor: resolve( __dirname, 'editor/index.tsx' ),
	forms: resolve( __dirname, 'editor/forms.ts' ),
};
const present = Object.fromEntries( Object.entries( screens ).filter( ( [ , file ] ) => existsSync( file ) ) );

const withScreens = ( config, entries ) => ( {
	...config,
	// wp-scripts finds the block.json files by itself; an entry function keeps that search.
	entry: async () => ( { ...( typeof config.entry === 'function' ? await config.entry() : config.entry ), ...entries } ),
} );

// With WP_EXPERIMENTAL_MODULES wp-scripts exports [ scripts, modules ]: screens are scripts.
module.exports = Array.isArray( defaults ) ? [ withScreens( defaults[ 0 ], present ), ...defaults.slice( 1 ) ] : withScreens( defaults, present );
