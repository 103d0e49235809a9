/**
 * The dependency rule of the design for TypeScript: main → wire → adapters; flows know ports, never adapters.
 */
const error = ( name, comment, from, to ) => ( { name, comment, severity: 'error', from, to } );

/** Of an adapter's room, flows may know the port and the pure parts beside it: words of the query language, shapes, failures. */
const adapters = '^sync-worker/src/(salesforce|wordpress|queue)/';
const ports = '/(port|types|failures|soql|state-columns|relative-dates|answers)\\.ts$';

module.exports = {
	forbidden: [
		error( 'no-circular', 'A cycle cannot be read from either end.', {}, { circular: true, viaOnly: { dependencyTypesNot: [ 'type-only' ] } } ),
		error(
			'not-to-unresolvable',
			'The import leads nowhere. (Packages that WordPress itself provides need not be installed.)',
			{},
			{ couldNotResolve: true, pathNot: '^@wordpress/' }
		),
		error(
			'contract-imports-nothing',
			'The contract is all the rooms share.',
			{ path: '^sync-worker/src/contract/' },
			{ pathNot: '^(sync-worker/src/contract/|node_modules/ajv|ajv)' }
		),
		error(
			'mapping-is-pure',
			'The admin screens run the mapping engine too.',
			{ path: '^sync-worker/src/mapping/' },
			{ path: '^(sync-worker/src/(?!(mapping|contract)/)|node:|fs|http|net|child_process)' }
		),
		error( 'flows-know-ports', 'Flows are tested without adapters.', { path: '^sync-worker/src/(inbound|outbound)/' }, { path: adapters, pathNot: ports } ),
		error(
			'only-wire-builds-adapters',
			'One place decides what is real.',
			{ path: '^sync-worker/src/(?!(wire|main|start|serve|loop)\\.ts|salesforce/|wordpress/|queue/)' },
			{ path: adapters, pathNot: ports }
		),
		error( 'jsforce-stays-in-salesforce', 'Its types and errors must not leak.', { pathNot: '^sync-worker/src/salesforce/' }, { path: '(^|/)jsforce' } ),
		error(
			'admin-shares-mapping-and-contract',
			'The worker is another program.',
			{ path: '^admin-src/' },
			{ path: '^sync-worker/src/(?!(mapping|contract)/)' }
		),
		error( 'worker-stands-alone', 'The worker is one file beside the plugin.', { path: '^sync-worker/' }, { path: '^(admin-src|tests)/' } ),
		error( 'no-sources-from-tests', 'Tests depend on sources, never the other way.', { path: '^(sync-worker|admin-src)/' }, { path: '^tests/' } ),
		error(
			'components-do-not-fetch',
			'One function per route, in api/.',
			{ path: '^admin-src/', pathNot: '(^|/)(api/|editor/refusals\\.ts$)' },
			{ path: '@wordpress/api-fetch' }
		),
	],
	options: {
		doNotFollow: { path: 'node_modules' },
		tsPreCompilationDeps: true,
		tsConfig: { fileName: 'tsconfig.json' },
		enhancedResolveOptions: {
			extensions: [ '.ts', '.tsx', '.js', '.json', '.mjs' ],
			exportsFields: [ 'exports' ],
			conditionNames: [ 'import', 'require', 'node', 'default', 'types' ],
		},
	},
};
