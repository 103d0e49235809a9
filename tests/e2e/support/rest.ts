import type { APIRequestContext } from '@playwright/test';
import { stack } from './stack';

interface RestAnswer< Body > {
	readonly status: number;
	readonly body: Body;
}

/** WordPress's REST API with the cookies of the signed-in browser. */
export class Rest {
	private nonce: string | undefined;

	constructor( private readonly request: APIRequestContext ) {}

	get< Body >( route: string ): Promise< RestAnswer< Body > > {
		return this.send( 'GET', route );
	}

	post< Body >( route: string, data: unknown = {} ): Promise< RestAnswer< Body > > {
		return this.send( 'POST', route, data );
	}

	put< Body >( route: string, data: unknown ): Promise< RestAnswer< Body > > {
		return this.send( 'PUT', route, data );
	}

	remove< Body >( route: string ): Promise< RestAnswer< Body > > {
		return this.send( 'DELETE', route );
	}

	private async send< Body >( method: string, route: string, data?: unknown ): Promise< RestAnswer< Body > > {
		this.nonce ??= await ( await this.request.get( `${ stack.url }/wp-admin/admin-ajax.php?action=rest-nonce` ) ).text();
		const [ path, query ] = route.split( '?' );
		const address = `${ stack.url }/?rest_route=${ path }${ query === undefined ? '' : `&${ query }` }`;
		const response = await this.request.fetch( address, { method, headers: { 'X-WP-Nonce': this.nonce }, ...( data === undefined ? {} : { data } ) } );
		return { status: response.status(), body: await response.json() };
	}
}
