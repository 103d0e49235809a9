/**
 * An administrator at the keyboard: cookies, forms, nonces. The demo does over HTTP what a person would click.
 */
import { readFileSync } from 'node:fs';
import { StackFailure } from '../../stack/lib/say.mjs';

const decode = ( text ) =>
	text
		.replace( /&#0?38;|&amp;/g, '&' )
		.replace( /&#0?39;|&#8217;/g, '’' )
		.replace( /&quot;/g, '"' );

const attribute = ( tag, name ) => {
	const found = new RegExp( `\\b${ name }=(?:"([^"]*)"|'([^']*)')`, 'i' ).exec( tag );
	return found ? decode( found[ 1 ] ?? found[ 2 ] ) : undefined;
};

/** The hidden inputs of the form whose tag matches `pattern`. */
export function hiddenFields( html, pattern ) {
	const form = [ ...html.matchAll( /<form\b[^>]*>[\s\S]*?<\/form>/gi ) ].map( ( [ whole ] ) => whole ).find( ( whole ) => pattern.test( whole ) );
	if ( form === undefined ) {
		return undefined;
	}
	const inputs = [ ...form.matchAll( /<input\b[^>]*>/gi ) ].map( ( [ tag ] ) => tag ).filter( ( tag ) => attribute( tag, 'type' ) === 'hidden' );
	return {
		action: attribute( /<form\b[^>]*>/i.exec( form )[ 0 ], 'action' ),
		fields: Object.fromEntries( inputs.map( ( tag ) => [ attribute( tag, 'name' ), attribute( tag, 'value' ) ?? '' ] ) ),
	};
}

export class Browser {
	#cookies = new Map( [ [ 'playground_auto_login_already_happened', '1' ] ] );
	#nonce;
	#root;

	constructor( site ) {
		this.site = site;
	}

	async request( path, { method = 'GET', body, headers = {}, redirects = 5, timeoutMs = 120_000 } = {} ) {
		const url = new URL( path, `${ this.site.url }/` );
		const answer = await fetch( url, {
			method,
			body,
			redirect: 'manual',
			signal: AbortSignal.timeout( timeoutMs ),
			headers: { cookie: [ ...this.#cookies ].map( ( pair ) => pair.join( '=' ) ).join( '; ' ), referer: `${ this.site.url }/wp-admin/`, ...headers },
		} );
		for ( const line of answer.headers.getSetCookie() ) {
			const [ , name, value ] = /^([^=]+)=([^;]*)/.exec( line );
			this.#cookies.set( name, value );
		}
		const location = answer.headers.get( 'location' );
		if ( answer.status >= 300 && answer.status < 400 && location && redirects > 0 ) {
			await answer.arrayBuffer();
			return this.request( new URL( location, url ).href, { redirects: redirects - 1, timeoutMs } );
		}
		return { status: answer.status, url: url.href, text: await answer.text(), headers: answer.headers };
	}

	async logIn() {
		await this.request( '/wp-login.php' ); // Sets the test cookie that WordPress wants to see again.
		const form = new URLSearchParams( {
			log: this.site.user,
			pwd: this.site.password,
			'wp-submit': 'Log In',
			testcookie: '1',
			redirect_to: `${ this.site.url }/wp-admin/plugins.php`,
		} );
		const page = await this.request( '/wp-login.php', { method: 'POST', body: form } );
		if ( page.status !== 200 || /id="login_error"/.test( page.text ) || /name="pwd"/.test( page.text ) ) {
			throw new StackFailure( `WordPress did not let ${ this.site.user } in (${ page.status }).` );
		}
		this.#nonce = undefined;
	}

	/** Plugins → Add New → Upload Plugin → Install Now → Activate. */
	async installPlugin( zip ) {
		const upload = await this.request( '/wp-admin/plugin-install.php?tab=upload' );
		const form = hiddenFields( upload.text, /name="pluginzip"/ );
		if ( form === undefined ) {
			throw new StackFailure( `The upload form is missing on ${ upload.url } (${ upload.status }).` );
		}
		const body = new FormData();
		Object.entries( form.fields ).forEach( ( [ name, value ] ) => body.set( name, value ) );
		body.set( 'pluginzip', new Blob( [ readFileSync( zip ) ], { type: 'application/zip' } ), 'callboard.zip' );
		body.set( 'install-plugin-submit', 'Install Now' );
		const installed = await this.request( form.action ?? '/wp-admin/update.php?action=upload-plugin', { method: 'POST', body } );
		const link = /href="([^"]*plugins\.php\?action=activate[^"]*)"/.exec( installed.text )?.[ 1 ];
		if ( link === undefined ) {
			throw new StackFailure( `WordPress did not install the zip (${ installed.status }): ${ words( installed.text ) }` );
		}
		const activated = await this.request( new URL( decode( link ), installed.url ).href );
		if (
			activated.status !== 200 ||
			! /data-plugin="callboard\/callboard\.php"/.test( activated.text ) ||
			/class="[^"]*\bis-inactive|plugin-activation-error|resulted in a fatal error/i.test( row( activated.text ) + activated.url )
		) {
			throw new StackFailure( `Callboard could not be activated (${ activated.status }): ${ words( activated.text ) }` );
		}
	}

	async #findRest() {
		const front = await this.request( '/' );
		this.#root = /<([^>]+)>;\s*rel="https:\/\/api\.w\.org\/"/.exec( front.headers.get( 'link' ) ?? '' )?.[ 1 ] ?? `${ this.site.url }/?rest_route=/`;
		const nonce = await this.request( '/wp-admin/admin-ajax.php?action=rest-nonce' );
		if ( nonce.status !== 200 || ! /^[a-f0-9]{6,}$/.test( nonce.text ) ) {
			throw new StackFailure( `WordPress gave no REST nonce (${ nonce.status }).` );
		}
		this.#nonce = nonce.text;
	}

	/** Both shapes of REST address: pretty permalinks, and `?rest_route=/`. */
	#restUrl( route ) {
		const [ path, query = '' ] = route.split( '?' );
		return this.#root.includes( '?' )
			? `${ this.#root.replace( /\/$/, '' ) }${ path }${ query && `&${ query }` }`
			: `${ this.#root.replace( /\/$/, '' ) }${ path }${ query && `?${ query }` }`;
	}

	/** A REST call as the admin screens make them; a refusal is a failure in WordPress's own words. */
	async rest( method, route, body ) {
		if ( this.#nonce === undefined ) {
			await this.#findRest();
		}
		const headers = { 'x-wp-nonce': this.#nonce, accept: 'application/json', ...( body === undefined ? {} : { 'content-type': 'application/json' } ) };
		const answer = await this.request( this.#restUrl( route ), { method, headers, body: body === undefined ? undefined : JSON.stringify( body ) } );
		const data = parse( answer.text );
		if ( answer.status >= 400 || data === undefined ) {
			const failure = data?.data?.failure;
			throw new StackFailure(
				`${ method } ${ route } → ${ answer.status }: ${ failure?.message ?? data?.message ?? words( answer.text ) }`,
				failure?.actions ?? []
			);
		}
		return data;
	}

	/** Every row of a paged collection. */
	async all( route ) {
		const rows = [];
		for ( let page = 1; ; page++ ) {
			const found = await this.rest( 'GET', `${ route }${ route.includes( '?' ) ? '&' : '?' }per_page=100&page=${ page }` );
			rows.push( ...found );
			if ( found.length < 100 ) {
				return rows;
			}
		}
	}
}

function parse( text ) {
	try {
		return JSON.parse( text );
	} catch {
		return undefined; // HTML where JSON was due; the caller quotes it.
	}
}

const row = ( html ) => /<tr\b[^>]*data-plugin="callboard\/callboard\.php"[^>]*>/.exec( html )?.[ 0 ] ?? '';

/** The start of a page's visible text, for a message. */
const words = ( html ) =>
	html
		.replace( /<(script|style|head)\b[\s\S]*?<\/\1>/gi, ' ' )
		.replace( /<[^>]+>/g, ' ' )
		.replace( /\s+/g, ' ' )
		.trim()
		.slice( 0, 400 );
