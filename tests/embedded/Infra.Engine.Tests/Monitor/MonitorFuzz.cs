using System.Collections.Concurrent;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Infra.Engine.Tests.Fakes;
using Pulumirpc;

namespace Infra.Engine.Tests.Monitor;

/// <summary>
/// Whatever a program sends, the engine answers it, says what is wrong, and ends the run in order. INFRA_FUZZ_ROUNDS asks for more messages,
/// INFRA_FUZZ_SEED for others.
/// </summary>
[FixtureLifeCycle(LifeCycle.InstancePerTestCase)]
[CancelAfter(240_000)]
public sealed class MonitorFuzz
{
    private const int Cases = 100;

    // What a gRPC server says of an exception that nobody foresaw.
    private const string Unforeseen = "Exception was thrown by handler";

    private static readonly TimeSpan Budget = TimeSpan.FromSeconds(60);
    private static readonly Marshaller<byte[]> Bytes = new(b => b, b => b);

    private static readonly MethodDescriptor[] Methods =
    [
        .. ResourceMonitor
            .Descriptor.Methods.Concat(Pulumirpc.Engine.Descriptor.Methods)
            // It answers when the run is over.
            .Where(method => method.Name != "SignalAndWaitForShutdown"),
    ];

    private readonly ConcurrentDictionary<StatusCode, int> _answers = new();

    private readonly ConcurrentQueue<string> _complaints = [];

    private static IEnumerable<int> Seeds() =>
        Enumerable.Range(AttackSetting.MessageSeed(), AttackSetting.Messages(10_000) / Cases);

    [TestCaseSource(nameof(Seeds))]
    public async Task Any_message_is_answered_and_every_run_ends(int seed)
    {
        var random = new Random(seed);
        var messages = new RandomMessages(random);
        var sent = 0;
        while (sent < Cases)
        {
            var stack = new TestStack();
            await stack.UpOverTheWireAsync(async p =>
            {
                try
                {
                    while (sent++ < Cases && !await SendAsync(p, messages, random, $"case {sent}"))
                    { }
                }
                catch (Exception e)
                {
                    // Thrown on it would only hang the run.
                    _complaints.Enqueue(e.ToString());
                    sent = Cases;
                }
            });
        }

        await TestContext.Out.WriteLineAsync(
            string.Join(", ", _answers.Select(a => $"{a.Key}: {a.Value}"))
        );
        Assert.That(_complaints, Is.Empty);
        Assert.That(_answers.Keys, Does.Contain(StatusCode.OK).And.Contain(StatusCode.Unknown));
    }

    private static Method<byte[], byte[]> RawMethod(MethodDescriptor method) =>
        new(MethodType.Unary, method.Service.FullName, method.Name, Bytes, Bytes);

    private async Task<bool> SendAsync(
        MonitorRun program,
        RandomMessages messages,
        Random random,
        string what
    )
    {
        // Registrations are most of what there is to get wrong.
        var method =
            random.Next(2) == 0
                ? Methods.Single(m => m.Name == "RegisterResource")
                : Methods[random.Next(Methods.Length)];
        var message = messages.Message(method.InputType);
        var content = message.ToByteArray();
        if (random.Next(3) == 0)
        {
            content = messages.Mutate(content);
        }

        try
        {
            await program.Raw.AsyncUnaryCall(
                RawMethod(method),
                null,
                new(deadline: DateTime.UtcNow + Budget),
                content
            );
            _answers.AddOrUpdate(StatusCode.OK, 1, (_, n) => n + 1);
            return false;
        }
        catch (RpcException e)
        {
            _answers.AddOrUpdate(e.StatusCode, 1, (_, n) => n + 1);
            if (
                e.StatusCode == StatusCode.DeadlineExceeded
                || e.Status.Detail.Length == 0
                || e.Status.Detail.Contains(Unforeseen, StringComparison.Ordinal)
            )
            {
                _complaints.Enqueue(
                    $"{what}: {method.Name} {RandomMessages.Describe(message)}: {e.Status}"
                );
            }

            return e.StatusCode == StatusCode.Unavailable;
        }
    }
}
