using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Infra.Engine.Secrets;
using Infra.Engine.State.Checkpoints;

namespace Infra.Engine.Tests.State;

/// <summary>Long texts are written in pieces, which nobody sees in the file.</summary>
internal sealed class LongTextsInStates
{
    [Test]
    public void A_long_text_is_in_the_state_as_if_it_was_written_at_once(
        [Values(65_533, 65_534, 65_535, 65_536, 131_071)] int length,
        [Values("", "x", "😀😀", "\"\\\n\u0001", "é€")] string end
    )
    {
        var text = new string('a', length) + end;
        var state = Encoding.UTF8.GetString(Write(text).Span);

        var value = JsonEncodedText.Encode(text, JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        Assert.That(state, Does.Contain($"\"text\":\"{value}\""));
    }

    [Test]
    public void A_state_with_a_large_text_takes_its_own_size_and_little_more()
    {
        const int Length = 20_000_000;
        var text = new string('a', Length);
        Write(text);
        var before = GC.GetAllocatedBytesForCurrentThread();

        Write(text);

        Assert.That(
            GC.GetAllocatedBytesForCurrentThread() - before,
            Is.InRange(Length, Length * 1.1)
        );
    }

    private static ReadOnlyMemory<byte> Write(string text) =>
        CheckpointWriter.Write(
            new()
            {
                Stack = "organization/demo/dev",
                Manifest = CheckpointManifest.Create(TimeProvider.System),
                Snapshot = new() { Resources = [Sample.Guest("large", ("text", text))] },
            },
            new(new Base64SecretsProvider())
        );
}
