import { Apps, publicKeyOf, type App } from '../oauth/apps';
import { Codes } from '../oauth/codes';
import { Grants } from '../oauth/grants';
import { FrontDoor } from '../oauth/one-time';
import { openPolicy, type SignInPolicy } from '../oauth/policy';
import { Sessions } from '../oauth/sessions';
import { Access, Hiding } from './access';
import { AssignmentRules } from './assignment';
import { OrgClock, type ClockOptions } from './clock';
import { DuplicateRules } from './duplicates';
import { Guards } from './guards';
import { Logins } from './logins';
import { allObjects } from './objects';
import { ORGANIZATION_ID, people, USER_ID, USERNAME, type Person } from './people';
import { RecycleBin } from './recycle-bin';
import { RichImages } from './rich-images';
import { RecordTypes } from './record-types';
import { Catalogue, type Field, type Schema } from './schema';
import { toId18 } from './ids';
import { settle } from './settle';
import { newRow, Store, type Held, type Row } from './store';
import { Usage } from './usage';
import { Switches } from './switches';
import { Writer, type WriteOptions } from './write';

export { ORGANIZATION_ID, USER_ID, USERNAME } from './people';
export const CONSUMER_KEY = '3MVG9CallboardSimulatorConsumerKey.0123456789';
export const CONSUMER_SECRET = '4F1CALLBOARDSIMULATORSECRET9A7E';
const REPLICATION_ID_LIMIT = 600_000;

interface OpenTransaction {
	startedAt: number;
	visibleAt: number;
	held: Held;
}

const GRANTS = new Set( [ 'PermissionSet', 'ObjectPermissions', 'FieldPermissions', 'PermissionSetAssignment', 'SetupEntityAccess', 'Profile' ] );

/** One Salesforce org: who may come in, what it stores, what time it is there, what it counted. */
export class Org {
	/** Another one after a sandbox refresh. */
	id = ORGANIZATION_ID;
	isSandbox = false;
	readonly clock: OrgClock;
	readonly apps: Apps;
	readonly sessions = new Sessions(
		() => this.id,
		( userId ) => this.worksHere( userId )
	);
	readonly grants = new Grants( this.sessions );
	readonly codes = new Codes();
	readonly frontDoor = new FrontDoor();
	policy: SignInPolicy = openPolicy();
	private refreshes = 0;
	readonly zone = 'America/New_York';
	readonly hiding = new Hiding();
	readonly logins = new Logins();
	readonly guards = new Guards();
	readonly assignment = new AssignmentRules();
	readonly duplicateRules = new DuplicateRules();
	readonly recycleBin = new RecycleBin( this );
	readonly richImages = new RichImages();
	readonly recordTypes = new RecordTypes();
	readonly switches = new Switches( this );
	people: Person[] = people();
	catalogue!: Catalogue;
	store!: Store;
	readonly usage: Usage;
	/** The most ids that getUpdated and getDeleted answer (§2.7). */
	replicationIdLimit = REPLICATION_ID_LIMIT;
	/** Pages of exactly this many rows, for tests; Salesforce itself never goes below 200. */
	exactBatchSize: number | null = null;
	/** How far the Date header is off the org's clock, in milliseconds: a client's view of a skewed clock. */
	skewMs = 0;
	/** Called once a transaction is committed; set up anew with each season. */
	private readonly commitListeners: Parameters< Store[ 'onCommit' ] >[ 0 ][] = [];
	private readonly accesses = new Map< string, Access >();
	private open: OpenTransaction[] = [];
	/** Ids that somebody else is writing: every write of them is refused. */
	readonly locks = new Set< string >();

	constructor( certificatePem: string, clock: ClockOptions ) {
		this.clock = new OrgClock( clock );
		this.usage = new Usage( this.clock );
		this.apps = new Apps( {
			name: 'Callboard',
			consumerKey: CONSUMER_KEY,
			consumerSecret: CONSUMER_SECRET,
			certificates: [ publicKeyOf( certificatePem ) ],
			redirectUris: [ 'http://localhost:1717/OauthRedirect' ],
			runAs: USERNAME,
		} );
		this.empty();
	}

	/** Back to an org with nobody's rows in it. */
	empty(): void {
		const objects = allObjects();
		this.people = people();
		this.policy = openPolicy();
		this.catalogue = new Catalogue( objects, this.clock.now() );
		this.store = new Store( objects );
		this.store.onCommit( ( { changes } ) => {
			if ( changes.some( ( { type } ) => GRANTS.has( type ) ) ) {
				this.forgetAccess();
			}
		} );
		this.commitListeners.forEach( ( listener ) => this.store.onCommit( listener ) );
		this.hiding.clear();
		this.guards.clear();
		this.assignment.clear();
		this.logins.clear();
		this.duplicateRules.clear();
		this.recycleBin.clear();
		this.richImages.clear();
		this.recordTypes.clear();
		this.switches.clear();
		this.replicationIdLimit = REPLICATION_ID_LIMIT;
		this.locks.clear();
		this.open = [];
		this.usage.clear();
		this.exactBatchSize = null;
		this.skewMs = 0;
		this.forgetAccess();
		settle( this );
	}

	onCommit( listener: Parameters< Store[ 'onCommit' ] >[ 0 ] ): void {
		this.commitListeners.push( listener );
		this.store.onCommit( listener );
	}

	/** Callboard's own app. */
	get app(): App {
		return this.apps.first;
	}

	registerCertificate( certificatePem: string ): void {
		this.app.certificates.push( publicKeyOf( certificatePem ) );
	}

	/** The sandbox is copied anew: another id for the org, and nobody is signed in any more (§18). */
	refreshSandbox(): string {
		const old = this.store.table( 'Organization' ).get( this.id );
		this.id = toId18( `00D5e00000SBX${ String( ++this.refreshes ).padStart( 2, '0' ) }` );
		this.isSandbox = true;
		if ( old ) {
			this.store.table( 'Organization' ).remove( old );
			this.store.seed( newRow( 'Organization', this.id, { ...old.values, Id: this.id, IsSandbox: true } ) );
		}
		this.sessions.revokeAll();
		this.grants.revokeAll();
		this.codes.clear();
		this.frontDoor.clear();
		return this.id;
	}

	/** What the integration user sees. */
	get schema(): Schema {
		return this.accessOf( USER_ID ).schema;
	}

	/** Writes as the integration user would on screen. */
	get writer(): Writer {
		return this.writerFor( this.accessOf( USER_ID ), '' );
	}

	writerFor( access: Access, origin: string, options: WriteOptions = {} ): Writer {
		return new Writer( this, access, { userId: access.userId, origin }, options );
	}

	personOf( userId: string ): Person {
		const person = this.people.find( ( one ) => one.userId === userId );
		if ( ! person ) {
			throw new Error( `Nobody has the id ${ userId }` );
		}
		return person;
	}

	/** Deactivated in the set-up, or by a write to the User row, is gone. */
	worksHere( userId: string ): boolean {
		const person = this.people.find( ( one ) => one.userId === userId );
		return person?.active === true && this.store.table( 'User' ).get( userId )?.values.IsActive !== false;
	}

	personNamed( username: string ): Person | undefined {
		return this.people.find( ( one ) => one.username.toLowerCase() === username.toLowerCase() );
	}

	accessOf( userId: string ): Access {
		let access = this.accesses.get( userId );
		if ( ! access || this.catalogue.version !== access.builtAt ) {
			access = new Access( this.personOf( userId ), this.catalogue, this.store, this.hiding );
			this.accesses.set( userId, access );
		}
		return access;
	}

	/** Rights have changed: they are worked out anew when they are next asked for. */
	forgetAccess(): void {
		this.accesses.clear();
	}

	hideField( object: string, field: string ): void {
		this.hiding.fields.add( `${ object }.${ field }`.toLowerCase() );
		this.rightsChanged();
	}

	hideObject( object: string ): void {
		this.hiding.objects.add( object.toLowerCase() );
		this.rightsChanged();
	}

	showAll(): void {
		this.hiding.clear();
		this.rightsChanged();
	}

	private rightsChanged(): void {
		this.catalogue.touch( this.clock.now() );
		this.forgetAccess();
	}

	/** A field that an administrator makes: nobody reads it until it is granted (§12.2). */
	addField( objectName: string, field: Field ): void {
		this.catalogue.addField( objectName, field, this.clock.now() );
		this.store.table( objectName ).index( field );
		this.switches.follow( objectName, field );
	}

	/** Work that is stamped now and visible only `ms` later; until then its rows are locked (§8.2). */
	slowly( ms: number, work: ( writer: Writer ) => void ): void {
		const writer = this.writer;
		const startedAt = this.clock.now();
		const held = this.store.hold( () => work( writer ), writer.actor );
		this.open.push( { startedAt, visibleAt: startedAt + ms, held } );
	}

	/** Commits the slow transactions whose time has come. */
	settleTransactions(): void {
		const now = this.clock.now();
		this.recycleBin.sweep();
		const due = this.open.filter( ( { visibleAt } ) => visibleAt <= now );
		this.open = this.open.filter( ( { visibleAt } ) => visibleAt > now );
		due.sort( ( a, b ) => a.visibleAt - b.visibleAt ).forEach( ( { held } ) => held.release() );
	}

	/** When the oldest transaction began that is not committed yet, or null. */
	oldestOpenTransaction(): number | null {
		return this.open.length === 0 ? null : Math.min( ...this.open.map( ( { startedAt } ) => startedAt ) );
	}

	isLocked( row: Row ): boolean {
		return this.locks.has( row.id ) || this.open.some( ( { held } ) => held.rows.has( row ) );
	}
}
