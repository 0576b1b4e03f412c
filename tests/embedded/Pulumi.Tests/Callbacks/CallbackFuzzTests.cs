using Google.Protobuf;
using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client;
using Pulumi.Tests.Engine;
using Pulumirpc;

namespace Pulumi.Tests.Callbacks;

/// <summary>
/// Whatever an engine sends to the functions of a program, it is answered, and the program goes on. INFRA_FUZZ_ROUNDS asks for more messages,
/// INFRA_FUZZ_SEED for others.
/// </summary>
[CancelAfter(600_000)]
internal sealed class CallbackFuzzTests
{
    private const int OfASeed = 400;

    // What a gRPC server says of an exception that nobody foresaw.
    private const string Unforeseen = "Exception was thrown by handler";

    private static IEnumerable<int> Seeds() =>
        Enumerable.Range(
            AttackSetting.MessageSeed(),
            Math.Max(1, AttackSetting.Messages(2000) / OfASeed)
        );

    [TestCaseSource(nameof(Seeds))]
    public async Task Any_message_is_answered_and_the_program_ends_well(int seed)
    {
        var random = new Random(seed);
        await using var run = await FakeRun.StartAsync();
        var answers = new Dictionary<StatusCode, int>();
        string? complaint = null;
        run.Monitor.BeforeShutdown = async () =>
        {
            try
            {
                for (var round = 0; round < OfASeed; round++)
                {
                    var where = $"INFRA_FUZZ_SEED={seed}, round {round}";
                    var answer = await SendAsync(run, random, where);
                    answers[answer] = answers.GetValueOrDefault(answer) + 1;
                }
            }
            catch (Exception e)
            {
                // Thrown on it would only be a failure of the engine to the program.
                complaint = e.Message;
            }
        };

        var code = await run.RunAsync<FuzzedStack>();

        TestContext.Out.WriteLine(string.Join(", ", answers.Select(a => $"{a.Key}: {a.Value}")));
        Assert.That(complaint, Is.Null);
        Assert.That(code, Is.Zero);
        Assert.That(answers.Values.Sum(), Is.EqualTo(OfASeed));
        Assert.That(answers.Keys, Does.Contain(StatusCode.OK));
    }

    private static async Task<StatusCode> SendAsync(FakeRun run, Random random, string where)
    {
        var messages = new RandomMessages(random);
        var (callback, type) = Functions(run)[random.Next(5)];
        var message = messages.Message(type);
        var content = message.ToByteArray();
        if (random.Next(3) == 0)
        {
            content = messages.Mutate(content);
        }

        using var channel = GrpcChannel.ForAddress($"http://{callback.Target}");
        try
        {
            await new Pulumirpc.Callbacks.CallbacksClient(channel).InvokeAsync(
                new() { Token = callback.Token, Request = ByteString.CopyFrom(content) },
                deadline: DateTime.UtcNow.AddSeconds(60)
            );
            return StatusCode.OK;
        }
        catch (RpcException e)
        {
            where = $"{where}: {type.Name} {RandomMessages.Describe(message)}: {e.Status}";
            Assert.That(e.StatusCode, Is.Not.EqualTo(StatusCode.DeadlineExceeded), where);
            Assert.That(e.StatusCode, Is.Not.EqualTo(StatusCode.Unavailable), where);
            Assert.That(e.Status.Detail, Is.Not.Empty, where);
            Assert.That(e.Status.Detail, Does.Not.StartWith(Unforeseen), where);
            return e.StatusCode;
        }
    }

    /// <summary>The functions of the program, and what they take; a token that it does not have is one of them.</summary>
    private static (Callback Callback, MessageDescriptor Type)[] Functions(FakeRun run)
    {
        var hook = run.Calls.Of<RegisterResourceHookRequest>().Single().Callback;
        return
        [
            (hook, ResourceHookRequest.Descriptor),
            (
                run.Calls.Of<RegisterErrorHookRequest>().Single().Callback,
                ErrorHookRequest.Descriptor
            ),
            (run.Calls.Of<Callback>()[0], TransformInvokeRequest.Descriptor),
            (run.Calls.Registration("shop-dev").Transforms.Single(), TransformRequest.Descriptor),
            (new() { Target = hook.Target, Token = "gone" }, TransformRequest.Descriptor),
        ];
    }
}
