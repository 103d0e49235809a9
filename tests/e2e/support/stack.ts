/** What e2e.mjs started, and the door to it. */
interface Stack {
	readonly url: string;
	readonly folder: string;
	readonly version: string;
	readonly zip: string;
	readonly door: string;
	readonly browser: { readonly executablePath?: string; readonly args: string[] };
	readonly administrator: { readonly login: string; readonly password: string };
	readonly org: {
		readonly url: string;
		readonly controlUrl: string;
		readonly consumerKey: string;
		readonly username: string;
	};
}

const given = process.env.CALLBOARD_E2E;
if ( given === undefined ) {
	throw new Error( 'Start the browser tests with: node tests/e2e/e2e.mjs' );
}
export const stack: Stack = JSON.parse( given );

async function ask< Answer >( call: string, body: object = {} ): Promise< Answer > {
	const response = await fetch( `${ stack.door }/${ call }`, { method: 'POST', body: JSON.stringify( body ) } );
	if ( ! response.ok ) {
		throw new Error( `${ call }: ${ await response.text() }` );
	}
	return ( await response.json() ) as Answer;
}

/** Where the connection string was pasted: a worker that asks for work. */
export const startWorker = ( connection: string ) => ask( 'worker/start', { connection } );
/** The same worker, now waiting to be called; answers its address. */
export const serveWorker = async () => ( await ask< { url: string } >( 'worker/serve' ) ).url;
/** Installs the zip, connects, chooses the preset and starts a worker, without the screens. */
export const connectSite = () => ask( 'site/connect' );
/** Runs PHP inside the site, as WP-CLI would. */
export const php = async ( code: string ) => ( await ask< { output: string } >( 'php', { code } ) ).output;
/** A picture of one colour, in base64. */
export const png = async ( width: number, height: number ) =>
	(
		await php(
			`$image = imagecreatetruecolor( ${ width }, ${ height } ); imagefill( $image, 0, 0, imagecolorallocate( $image, 20, 90, 160 ) ); ob_start(); imagepng( $image ); echo base64_encode( ob_get_clean() );`
		)
	).trim();
export const sql = async ( statement: string ) => ( await ask< { output: string } >( 'sql', { statement } ) ).output;
export const debugLog = () => ask< { log: string; fresh: string } >( 'debug-log' );

export const orgControl = < Answer = unknown >( call: string, body: object = {} ) => ask< Answer >( 'org/control', { call, body } );
export const soql = async < Row >( query: string ) => ( await ask< { rows: Row[] } >( 'org/query', { soql: query } ) ).rows;
/** Everything that differs between the org, the published posts and the listing index. */
export const differences = async () => ( await ask< { differences: string[] } >( 'org/differences' ) ).differences;

export interface OrgChange {
	readonly kind: string;
	readonly object: string;
	readonly id: string;
	readonly title: string;
	readonly before: Record< string, unknown > | null;
	readonly after: Record< string, unknown > | null;
}
/** An edit in the org, as a person there would make it. */
export const changeOrg = ( kind: string, id?: string ) => orgControl< OrgChange >( 'change', id === undefined ? { kind } : { kind, id } );
export const createInOrg = async ( object: string, fields: object ) => ( await ask< { id: string } >( 'org/create', { object, fields } ) ).id;
/** Writes one record through the org's REST API; `json` goes out byte by byte, so that it may be odd. */
export const updateOrg = ( object: string, id: string, json: string ) => ask( 'org/update', { object, id, json } );
