<?php
declare(strict_types=1);

namespace Callboard\Tests\Delivery;

/** As SIGKILL: whoever throws it lets no later query through, so that nothing caught it can do anything more. */
final class Killed extends \Error {}
