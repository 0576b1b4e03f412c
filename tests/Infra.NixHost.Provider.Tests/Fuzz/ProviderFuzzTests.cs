using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Infra.NixHost.Provider.Tests.Fakes;
using Pulumirpc;

namespace Infra.NixHost.Provider.Tests.Fuzz;

/// <summary>
/// Whatever comes over the wire, the provider answers it, says what is wrong, calls nothing a bug, and touches nothing of others.
/// INFRA_FUZZ_ROUNDS asks for more messages, INFRA_FUZZ_SEED for others.
/// </summary>
[CancelAfter(600_000)]
internal sealed class ProviderFuzzTests
{
    private const int OfASeed = 200;
    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(60);
    private static readonly Marshaller<byte[]> Bytes = new(b => b, b => b);

    private static readonly string[] Unforeseen =
    [
        "is a bug",
        "Exception was thrown by handler",
        "   at ",
    ];

    private static readonly MethodDescriptor[] Methods =
    [
        .. ResourceProvider
            .Descriptor.Methods.Where(m => !m.IsServerStreaming && !m.IsClientStreaming)
            // After it nothing is served any more.
            .Where(m => m.Name != "Cancel"),
    ];

    private static IEnumerable<int> Seeds() =>
        Enumerable.Range(
            AttackSetting.MessageSeed(),
            Math.Max(1, AttackSetting.Messages(2000) / OfASeed)
        );

    [TestCaseSource(nameof(Seeds))]
    public async Task Any_message_is_answered_and_nothing_of_others_is_touched(int seed)
    {
        var random = new Random(seed);
        await using var target = await FuzzedProvider.StartAsync(random);
        var foreign = target.ForeignPicture();
        var answers = new Dictionary<StatusCode, int>();
        var complaints = new List<string>();
        for (var round = 0; round < OfASeed; round++)
        {
            var method = target.Choose(Methods);
            var message = target.Message(method);
            var where =
                $"INFRA_FUZZ_SEED={seed}, round {round}: {method.Name} {RandomMessages.Describe(message)}";
            var (code, complaint) = await SendAsync(target, method, message);
            answers[code] = answers.GetValueOrDefault(code) + 1;
            complaints.AddRange(complaint is null ? [] : [$"{where}: {complaint}"]);
            Assert.That(target.ForeignPicture(), Is.EqualTo(foreign), where);
        }

        TestContext.Out.WriteLine(string.Join(", ", answers.Select(a => $"{a.Key}: {a.Value}")));
        Assert.That(complaints, Is.Empty);
        Assert.That(answers.Keys, Does.Contain(StatusCode.OK));
    }

    /// <summary>Sends a message; gives the answer's code, and what is wrong with the answer.</summary>
    private static async Task<(StatusCode Code, string? Complaint)> SendAsync(
        FuzzedProvider target,
        MethodDescriptor method,
        IMessage message
    )
    {
        try
        {
            var answer = await target.Raw.AsyncUnaryCall(
                new Method<byte[], byte[]>(
                    MethodType.Unary,
                    method.Service.FullName,
                    method.Name,
                    Bytes,
                    Bytes
                ),
                null,
                new(deadline: DateTime.UtcNow + Budget),
                target.Damage(message.ToByteArray())
            );
            target.Learn(message, method.OutputType.Parser.ParseFrom(answer));
            return (StatusCode.OK, null);
        }
        catch (RpcException e)
        {
            var isTold =
                e.StatusCode is not (StatusCode.DeadlineExceeded or StatusCode.Unavailable)
                && (e.Status.Detail.Length > 0 || e.StatusCode == StatusCode.Unimplemented)
                && !Unforeseen.Any(text => e.Status.Detail.Contains(text));
            return (e.StatusCode, isTold ? null : $"{e.StatusCode} {e.Status.Detail}");
        }
    }
}
