import { __ } from '@wordpress/i18n';
import { statusLabel } from './posts';
import { dateAndZone } from './time';

/** A stored or raw value as one line; nothing is a dash. */
export function inWords( value: unknown ): string {
	if ( value === null || value === undefined || value === '' ) {
		return '—';
	}
	if ( Array.isArray( value ) ) {
		return value.map( inWords ).join( ', ' );
	}
	return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String( value ) : JSON.stringify( value );
}

function saleLabel( value: string ): string {
	switch ( value ) {
		case 'on_sale':
			return __( 'On sale', 'callboard' );
		case 'not_yet':
			return __( 'Not on sale yet', 'callboard' );
		case 'few_left':
			return __( 'Few tickets left', 'callboard' );
		case 'sold_out':
			return __( 'Sold out', 'callboard' );
		case 'ended':
			return __( 'No longer on sale', 'callboard' );
		case 'free':
			return __( 'Free', 'callboard' );
		default:
			return value;
	}
}

function eventLabel( value: string ): string {
	switch ( value ) {
		case 'scheduled':
			return __( 'As planned', 'callboard' );
		case 'cancelled':
			return __( 'Cancelled', 'callboard' );
		case 'postponed':
			return __( 'Postponed', 'callboard' );
		case 'rescheduled':
			return __( 'Rescheduled', 'callboard' );
		case 'moved_online':
			return __( 'Online', 'callboard' );
		default:
			return value;
	}
}

const isMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?Z$/;
const moment = ( value: string ) => ( isMoment.test( value ) ? dateAndZone( Date.parse( value ) ) : value );

const words: Readonly< Record< string, ( value: string ) => string > > = {
	status: statusLabel,
	'meta:callboard_sale_status': saleLabel,
	'meta:callboard_event_status': eventLabel,
	'meta:callboard_start': moment,
	'meta:callboard_end': moment,
};

/** What a field of a listing says, as visitors read it: some are stored as codes for machines. */
export function fieldInWords( target: string, value: unknown ): string {
	const label = words[ target ];
	return typeof value === 'string' && value !== '' && label ? label( value ) : inWords( value );
}

const mostLetters = 200;
const ofABlock = /<(?=\/?(?:p|br|li|ul|ol|div|h[1-6]|tr|td|th|blockquote|figure)\b)/gi;

/** Words of two paragraphs stay two words. */
const withoutMarkup = ( html: string ) =>
	new DOMParser().parseFromString( html.replace( ofABlock, ' <' ), 'text/html' ).body.textContent.replace( /\s+/g, ' ' ).trim();

/** The same at a glance: the beginning of a long text, without its markup. */
export function fieldAtAGlance( target: string, value: unknown ): string {
	const whole = fieldInWords( target, value );
	const plain = /[<&]/.test( whole ) ? withoutMarkup( whole ) : whole;
	return plain.length > mostLetters ? `${ plain.slice( 0, mostLetters ).replace( /\s+\S*$/u, '' ) }…` : plain;
}
