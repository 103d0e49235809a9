import { readFields, type Details } from '../../notation';
import type { SObject } from '../../schema';
import { object, type Kind } from '../object';

/** An object whose fields are all named in the notation of §11.1, Id and stamps too. */
export const described = ( kind: Kind, notation: string, details: Details = {} ): SObject =>
	object( { ...kind, system: false }, readFields( notation, details ) );

export const ID = 'Id:id(18)/dfsgaL';
export const DELETED = 'IsDeleted:boolean/dfsg';
export const OWNER = 'OwnerId:reference(18)/cudfsga →User as Owner';

export const STAMPS = `
	CreatedDate:datetime/dfsa
	CreatedById:reference(18)/dfsga →User as CreatedBy
	LastModifiedDate:datetime/dfsa
	LastModifiedById:reference(18)/dfsga →User as LastModifiedBy
	SystemModstamp:datetime/dfsa`;

export const SEEN = 'LastViewedDate:datetime/nfsa; LastReferencedDate:datetime/nfsa';

/** A compound address and its parts: `Billing` → BillingStreet … BillingAddress; no prefix on leads. */
export const address = ( prefix: string, flags = 'cunfsgap', compound = 'nfp' ): string => `
	${ prefix }Street:textarea(255)/${ flags } ∈${ prefix }Address
	${ prefix }City:string(40)/${ flags } ∈${ prefix }Address
	${ prefix }State:string(80)/${ flags } ∈${ prefix }Address
	${ prefix }PostalCode:string(20)/${ flags } ∈${ prefix }Address
	${ prefix }Country:string(80)/${ flags } ∈${ prefix }Address
	${ prefix }Latitude:double[18,15]/${ flags.replace( 'g', '' ) } ∈${ prefix }Address
	${ prefix }Longitude:double[18,15]/${ flags.replace( 'g', '' ) } ∈${ prefix }Address
	${ prefix }GeocodeAccuracy:picklist(40)/${ flags }R ∈${ prefix }Address
	${ prefix }Address:address/${ compound }`;

export const GEOCODE_ACCURACY = 'Address | NearAddress | Block | Street | ExtendedZip | Zip | Neighborhood | City | County | State | Unknown';

export const INDUSTRIES =
	'Agriculture | Apparel | Banking | Biotechnology | Chemicals | Communications | Construction | Consulting | Education | Electronics | Energy | Engineering | Entertainment | Environmental | Finance | Food & Beverage | Government | Healthcare | Hospitality | Insurance | Machinery | Manufacturing | Media | Not For Profit | Recreation | Retail | Shipping | Technology | Telecommunications | Transportation | Utilities | Other';
export const SOURCES = 'Web | Phone Inquiry | Partner Referral | Purchased List | Other';
export const CLEAN_STATUSES = 'Matched | Different | Acknowledged | NotFound | Inactive | Pending | SelectMatch | Skipped';

/** What an activity or a file can belong to, besides people. */
export const WHAT = 'Account,Campaign,Case,Opportunity,PatronTicket__EventInstance__c,PatronTicket__TicketableEvent__c,PatronTicket__Venue__c';
