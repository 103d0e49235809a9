import type { IncomingHttpHeaders } from 'node:http';

export interface Ask {
	method: string;
	/** Leading slashes collapsed, no trailing slash, undecoded. */
	path: string;
	query: URLSearchParams;
	headers: IncomingHttpHeaders;
	body: Buffer;
	/** Path and query as they came, for the log. */
	target: string;
	/** Address of the other side. */
	from?: string;
	/** Who turned out to be calling, for the log. */
	caller?: { userId: string; app: string; client: string };
}

export interface Answer {
	status: number;
	/** JSON unless `type` says otherwise; absent means an empty body. */
	body?: unknown;
	type?: string;
	headers?: Record< string, string >;
}

export const json = ( body: unknown, status = 200 ): Answer => ( {
	status,
	body,
} );
export const empty = ( status = 204 ): Answer => ( { status } );
export const html = ( body: string, status = 200 ): Answer => ( {
	status,
	body,
	type: 'text/html;charset=UTF-8',
} );
export const redirect = ( location: string ): Answer => ( {
	status: 303,
	headers: { Location: location },
} );

export const headerOf = ( ask: Ask, name: string ): string | undefined => {
	const value = ask.headers[ name ];
	return Array.isArray( value ) ? value.join( ', ' ) : value;
};

export const isObject = ( value: unknown ): value is Record< string, unknown > => typeof value === 'object' && value !== null && ! Array.isArray( value );

/** What somebody sent, for a message about it: JSON may hold objects that cannot be turned into text by themselves. */
export const printed = ( value: unknown ): string => ( typeof value === 'string' ? value : JSON.stringify( value ?? null ) );
