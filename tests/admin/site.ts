/** The site at the HTTP edge: answers what a test prepared, and fails on anything else. */
export interface Asked {
	method: string;
	path: string;
	query: Record< string, string >;
	body: unknown;
}

/** What is sent, or a function that says so. */
type Answer = unknown;

export class Refusal {
	constructor(
		readonly status: number,
		readonly body: unknown
	) {}
}

export class FakeSite {
	readonly asked: Asked[] = [];
	readonly unexpected: string[] = [];
	#answers = new Map< string, Answer >();

	on( route: string, answer: Answer ): this {
		this.#answers.set( route, answer );
		return this;
	}

	open(): this {
		globalThis.fetch = ( input, init ) => this.#fetch( input instanceof URL ? input.href : typeof input === 'string' ? input : input.url, init ?? {} );
		return this;
	}

	count( route: string ): number {
		return this.asked.filter( ( { method, path } ) => `${ method } ${ path }` === route ).length;
	}

	last( route: string ): Asked | undefined {
		return this.asked.filter( ( { method, path } ) => `${ method } ${ path }` === route ).at( -1 );
	}

	async #fetch( input: string, init: RequestInit ): Promise< Response > {
		const url = new URL( input );
		const headers = new Headers( init.headers );
		const asked: Asked = {
			method: headers.get( 'X-HTTP-Method-Override' ) ?? init.method ?? 'GET',
			path: url.pathname.replace( '/wp-json/callboard/v1', '' ),
			query: Object.fromEntries( [ ...url.searchParams ].filter( ( [ name ] ) => name !== '_locale' ) ),
			body: typeof init.body === 'string' ? JSON.parse( init.body ) : undefined,
		};
		this.asked.push( asked );
		const route = `${ asked.method } ${ asked.path }`;
		if ( ! this.#answers.has( route ) ) {
			this.unexpected.push( route );
			return respond( 404, { code: 'rest_no_route', message: `No test answers ${ route }` } );
		}
		const prepared = this.#answers.get( route );
		const answer: unknown = typeof prepared === 'function' ? ( prepared as ( asked: Asked ) => unknown )( asked ) : prepared;
		return answer instanceof Refusal ? respond( answer.status, answer.body ) : respond( 200, await answer );
	}
}

/** jsdom has no Response: what apiFetch reads of one. */
function respond( status: number, body: unknown ): Response {
	const headers = new Map(
		Array.isArray( body )
			? [
					[ 'x-wp-total', String( body.length ) ],
					[ 'x-wp-totalpages', '1' ],
				]
			: []
	);
	return new FakeResponse( status, body, headers ) as unknown as Response;
}

class FakeResponse {
	readonly ok: boolean;
	readonly headers: { get: ( name: string ) => string | null };
	constructor(
		readonly status: number,
		readonly body: unknown,
		headers: Map< string, string >
	) {
		this.ok = status < 300;
		this.headers = { get: ( name ) => headers.get( name.toLowerCase() ) ?? null };
	}
	async blob() {
		return new Blob( [ String( this.body ) ] );
	}
	async json() {
		return JSON.parse( JSON.stringify( this.body ) ) as unknown;
	}
}
globalThis.Response = FakeResponse as unknown as typeof Response;
