package dev.rondo.scheduler.trainer;

import dev.rondo.protocol.v1.DescribeRequest;
import dev.rondo.protocol.v1.DescribeResponse;
import dev.rondo.protocol.v1.StepDone;
import dev.rondo.protocol.v1.TrainEvent;
import dev.rondo.protocol.v1.TrainRequest;
import dev.rondo.protocol.v1.TrainerGrpc;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.netty.shaded.io.netty.channel.EventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.MultiThreadIoEventLoopGroup;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollIoHandler;
import io.grpc.netty.shaded.io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.grpc.netty.shaded.io.netty.channel.unix.DomainSocketAddress;
import io.grpc.stub.StreamObserver;
import java.io.File;

/** A process of its own that describes itself, and whose turns have one step and never end. */
final class SilentTrainer extends TrainerGrpc.TrainerImplBase {
  /** Serves at the socket that is its argument, until it is killed. */
  public static void main(String[] arguments) throws Exception {
    EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, EpollIoHandler.newFactory());
    NettyServerBuilder.forAddress(new DomainSocketAddress(new File(arguments[0])))
        .channelType(EpollServerDomainSocketChannel.class)
        .bossEventLoopGroup(group)
        .workerEventLoopGroup(group)
        .addService(new SilentTrainer())
        .build()
        .start()
        .awaitTermination();
  }

  @Override
  public void describe(DescribeRequest request, StreamObserver<DescribeResponse> response) {
    response.onNext(DescribeResponse.getDefaultInstance());
    response.onCompleted();
  }

  @Override
  public void train(TrainRequest request, StreamObserver<TrainEvent> response) {
    response.onNext(TrainEvent.newBuilder().setStep(StepDone.newBuilder().setStep(1)).build());
  }
}
