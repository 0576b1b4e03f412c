using System.Runtime.CompilerServices;
using Google.Protobuf;
using Infra.Engine.Plugins;
using Pulumirpc;

namespace Infra.Engine.Tests.Plugins;

internal sealed class LargeMessageTests
{
    private const int Length = 32 * 1024 * 1024;

    [Test]
    public async Task What_large_messages_have_left_is_collected_before_more_of_it_comes()
    {
        var left = Leave();
        var request = new CheckRequest
        {
            RandomSeed = UnsafeByteOperations.UnsafeWrap(new byte[Length]),
        };

        var isThere = await LargeMessages.InTurnAsync(
            request,
            isSoon: true,
            () => Task.FromResult(left.IsAlive),
            CancellationToken.None
        );

        Assert.That(isThere, Is.False);
    }

    // In a method of its own, whose end leaves no reference behind.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Leave() => new(new byte[Length]);
}
