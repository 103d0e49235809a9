<?php
declare(strict_types=1);

namespace Callboard\Listing;

defined( 'ABSPATH' ) || exit;

/** All that is stored of posts that a transaction has just made: nobody else can have added to them. */
final class Fresh {
	/** @var array<int, array<string, string|null>> Post → column → value. */
	public array $columns = array();

	/** @var array<int, array<string, string>> Post → meta key → value. */
	public array $meta = array();

	/** @var array<int, list<int>> Post → term_taxonomy ids. */
	public array $term_ids = array();

	/** What of other posts their rows are made of, once it was looked up. */
	public ?Around $around = null;
}
