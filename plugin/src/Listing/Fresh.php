<?php
declare(strict_types=1);

namespace Callboard\Listing;

defined( 'ABSPATH' ) || exit;

/** All that is stored of posts that a transaction has just made and read back: nobody else can have added to them. */
final class Fresh {
	/** @var array<int, array<string, string>> Post → meta key → value. */
	public array $meta = array();

	/** @var array<int, list<int>> Post → term_taxonomy ids. */
	public array $term_ids = array();
}
